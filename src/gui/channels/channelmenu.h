// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QMenu>

class WatchSession;
class WindowController;
struct ChannelStatus;

/** What can be done with a watcher, a channel, or with all refused ones. Deletes itself when it is
 * closed. */
class ChannelMenu : public QMenu
{
    Q_OBJECT

public:
    /** `controller` outlives this. */
    explicit ChannelMenu(WindowController &controller, QWidget *parent);

    void showChannel(WatchSession &watcher, const ChannelStatus &status);
    void showRefused(WatchSession &watcher);
    void showWatcher(WatchSession &watcher);

Q_SIGNALS:
    void publishRequested(const QString &channel);
    void reconnectRequested(WatchSession *watcher);
    void stepsRequested(WatchSession *watcher);
    void removeWatcherRequested(WatchSession *watcher);

private:
    void addLogActions(const ChannelStatus &status);
    void addGapActions(WatchSession &watcher, const ChannelStatus &status);
    void addSubscribeActions(WatchSession &watcher, const ChannelStatus &status);
    void addRetryAction(WatchSession &watcher);
    void addOptionsAction(WatchSession &watcher, const ChannelStatus &status);
    void addStopAction(WatchSession &watcher, const ChannelStatus &status);
    void editOptions(WatchSession &watcher, const QString &channel);
    template <typename Context, typename Call>
    QAction *add(const QString &text, const char *name, Context *context, Call call);

    WindowController &m_controller;
};

/** Whether the log shows only `channel`, by its filter. */
bool isOnlyInLog(WindowController &controller, const QString &channel);
/** Shows only `channel` in the log, or everything if that is so already. */
void toggleOnlyInLog(WindowController &controller, const QString &channel);
