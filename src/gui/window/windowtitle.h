// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QStringList>

class ProfileSwitch;
class WindowController;

/** What the title of a window says. */
struct TitleParts
{
    QString profile; ///< empty for none
    QStringList users; ///< of the watchers, in their order
    bool isProduction = false;
};

/** "PRODUCTION – orders – alice, bob", the mark first, as a task bar cuts the end. Names are cut
 * and made harmless; nothing is taken for Qt's mark of a changed document. */
QString titleText(const TitleParts &parts);

/** Keeps the title of a window up to date: profile, users, production. Main thread. */
class WindowTitle : public QObject
{
    Q_OBJECT

public:
    /** All outlive this; `window` is the parent. */
    WindowTitle(WindowController &controller, ProfileSwitch &profiles, QWidget *window);

private:
    void update();

    WindowController &m_controller;
    ProfileSwitch &m_profiles;
    QWidget *const m_window;
};
