// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QModelIndex>
#include <QWidget>

#include <memory>

class ChannelModel;
class QKeyEvent;
class ShownChannels;
class Theme;
class WatchSession;
class WindowController;

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
    /** The rows, with their order. */
    ShownChannels &rows() const { return *m_shown; }
    void focusList();
    void focusField();
    /** Shows the channel of the first watcher in the list. */
    void select(const QString &channel);

Q_SIGNALS:
    void addWatcherRequested();
    /** Of the connection of a watcher. */
    void stepsRequested(WatchSession *watcher);
    void removeWatcherRequested(WatchSession *watcher);
    void reconnectRequested(WatchSession *watcher);
    void publishRequested(const QString &channel);
    void channelSelected(WatchSession *watcher, const QString &channel);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void offerChannels();
    void addTyped();
    void removeSelected();
    void acknowledgeSelected();
    void showMenu(const QPoint &position);
    void subscribeSelectedAgain();
    void subscribeAllAgain();
    void retryAll();
    void showOnly(const QModelIndex &shown);
    void copySelected();
    void updateTree();
    void updateRefused();
    bool handleKey(const QKeyEvent &key);
    void updateCount();
    void showCount();
    void updateRemoval();
    QString ownChannel(const WatchSession &watcher) const;
    QModelIndex current() const;
    QModelIndex selected() const;
    WatchSession &watcherAt(const QModelIndex &shown) const;
    WatchSession &currentWatcher() const;
    bool isForAll() const;
    void followSelection();

    std::unique_ptr<Ui::ChannelPane> m_ui;
    WindowController *m_controller = nullptr;
    ChannelModel *m_model = nullptr;
    ShownChannels *m_shown = nullptr;
};
