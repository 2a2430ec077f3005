// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profilefaults.h"

#include <QWidget>

#include <memory>

namespace Ui {
class ProfileServerPage;
}

/** The page of a profile for the addresses of the server. */
class ProfileServerPage : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileServerPage(QWidget *parent = nullptr);
    ~ProfileServerPage() override;

    void showProfile(const Profile &profile);
    void readInto(Profile &profile) const;
    /** The widget of a field; nullptr if it is on another page. */
    QWidget *fieldOf(ProfileField field) const;

Q_SIGNALS:
    void edited();

private:
    void refresh();

    std::unique_ptr<Ui::ProfileServerPage> m_ui;
};
