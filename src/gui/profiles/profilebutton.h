// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QToolButton>

class ProfileSwitch;
class Theme;

/** Shows the profile in use, with its colour, and has the menu to choose another. */
class ProfileButton : public QToolButton
{
    Q_OBJECT

public:
    explicit ProfileButton(QWidget *parent = nullptr);

    void attach(ProfileSwitch &profiles, const Theme &theme);

Q_SIGNALS:
    void manageRequested();

protected:
    void initStyleOption(QStyleOptionToolButton *option) const override;

private:
    void fillMenu();
    void addBuiltIn();
    void refresh();

    ProfileSwitch *m_profiles = nullptr;
    const Theme *m_theme = nullptr;
};
