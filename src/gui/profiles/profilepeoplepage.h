// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profilefaults.h"

#include <QWidget>

#include <memory>

namespace Ui {
class ProfilePeoplePage;
}

/** The page of a profile for further users and for the tokens that are minted. */
class ProfilePeoplePage : public QWidget
{
    Q_OBJECT

public:
    explicit ProfilePeoplePage(QWidget *parent = nullptr);
    ~ProfilePeoplePage() override;

    void showProfile(const Profile &profile);
    /** Adds its users behind the one that is there. */
    void readInto(Profile &profile) const;
    /** The widget of a field; nullptr if it is on another page. */
    QWidget *fieldOf(const ProfileFault &fault) const;

Q_SIGNALS:
    void edited();

private:
    std::unique_ptr<Ui::ProfilePeoplePage> m_ui;
};
