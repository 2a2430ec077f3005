// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profilefaults.h"

#include <QWidget>

#include <memory>

namespace Ui {
class ProfilePeoplePage;
}

/** The page of a profile for users and channels. */
class ProfilePeoplePage : public QWidget
{
    Q_OBJECT

public:
    explicit ProfilePeoplePage(QWidget *parent = nullptr);
    ~ProfilePeoplePage() override;

    void showProfile(const Profile &profile);
    void readInto(Profile &profile) const;
    /** The widget of a field; nullptr if it is on another page. */
    QWidget *fieldOf(ProfileField field) const;

Q_SIGNALS:
    void edited();

private:
    std::unique_ptr<Ui::ProfilePeoplePage> m_ui;
};
