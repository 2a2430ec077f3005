// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/watcherlist.h"

#include <QObject>

class ChannelPane;
class ProfileSwitch;
class QAction;
class WindowController;

/** Adds and removes the watchers of a window: the action, the dialog and the menu of the channels.
 * Main thread. */
class WatcherActions : public QObject
{
    Q_OBJECT

public:
    /** All outlive this. `window` is the parent of this and of the dialog. */
    WatcherActions(WindowController &controller, ProfileSwitch &profiles, QWidget *window);

    void attach(QAction &addWatcher, ChannelPane &channels);

private:
    void askForWatcher();
    void addWatcher(WatcherIdentity identity, const QString &profileId);

    WindowController &m_controller;
    ProfileSwitch &m_profiles;
    QWidget *const m_window;
};
