// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profilefaults.h"

#include <QWidget>

#include <memory>

namespace Ui {
class ProfileServerPage;
}

/** The page of a profile for what else there is to say of the server. */
class ProfileServerPage : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileServerPage(QWidget *parent = nullptr);
    ~ProfileServerPage() override;

    void showProfile(const Profile &profile);
    /** Adds its URLs behind the address that is there. */
    void readInto(Profile &profile) const;
    /** Shows the API URL that follows from it. */
    void setAddress(const QString &address);
    /** The widget of a field; nullptr if it is on another page. */
    QWidget *fieldOf(const ProfileFault &fault) const;

Q_SIGNALS:
    void edited();

private:
    std::unique_ptr<Ui::ProfileServerPage> m_ui;
};
