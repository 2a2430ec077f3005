// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profilefaults.h"

#include <QWidget>

#include <memory>

namespace Ui {
class ProfileServerPage;
}

/** The part of a profile that says where the server is. */
class ProfileServerPage : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileServerPage(QWidget *parent = nullptr);
    ~ProfileServerPage() override;

    void showProfile(const Profile &profile);
    void readInto(Profile &profile) const;
    /** The field with that fault; nullptr when it is on another page. */
    QWidget *fieldOf(ProfileField field) const;

Q_SIGNALS:
    void edited();

private:
    void refresh();

    std::unique_ptr<Ui::ProfileServerPage> m_ui;
};
