// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

#include <memory>

class ChannelModel;
class QMenu;
class QModelIndex;
class Theme;
class WatchSession;
class WindowController;
struct ChannelStatus;

namespace Ui {
class ChannelPane;
}

/** The watchers and their channels, with a field to add a channel that suggests the personal one of
 * the user. While there is one watcher only its channels are shown. */
class ChannelPane : public QWidget
{
    Q_OBJECT

public:
    explicit ChannelPane(QWidget *parent = nullptr);
    ~ChannelPane() override;

    void attach(WindowController &controller, const Theme &theme);
    void focusList();
    void focusField();

Q_SIGNALS:
    void addWatcherRequested();
    /** Of the connection of a watcher. */
    void stepsRequested(WatchSession *watcher);
    void removeWatcherRequested(WatchSession *watcher);
    void reconnectRequested(WatchSession *watcher);
    void channelSelected(WatchSession *watcher, const QString &channel);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void offerChannels();
    void addTyped();
    void removeSelected();
    void acknowledgeSelected();
    void showMenu(const QPoint &position);
    QMenu *newMenu(const char *name);
    void addGapActions(QMenu &menu, WatchSession &watcher, const ChannelStatus &status);
    void addSubscribeActions(QMenu &menu, WatchSession &watcher, const ChannelStatus &status);
    void addOptionsAction(QMenu &menu, WatchSession &watcher, const ChannelStatus &status);
    void addWatcherActions(QMenu &menu, WatchSession &watcher);
    void editOptions(WatchSession &watcher, const QString &channel);
    void subscribeSelectedAgain();
    void subscribeAllAgain();
    void updateTree();
    void updateCount();
    void showCount();
    void updateRemoval();
    QString ownChannel(const WatchSession &watcher) const;
    QModelIndex current() const;
    WatchSession &currentWatcher() const;
    bool isForAll() const;
    void followSelection();

    std::unique_ptr<Ui::ChannelPane> m_ui;
    WindowController *m_controller = nullptr;
    ChannelModel *m_model = nullptr;
    int m_shownWatchers = 0;
};
