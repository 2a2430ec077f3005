// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "windowfixture.h"

#include <QModelIndex>
#include <QObject>
#include <QTreeView>

#include <memory>

class QAction;
class QMenu;

/** A test of the list of channels: each function has a server and a window of its own. */
class ChannelTest : public QObject
{
    Q_OBJECT

protected:
    static constexpr int Patience = 20'000; ///< ms

    /** As alice; until every channel has its answer. */
    void connectWindow(const QStringList &channels, const ConnectionSettings &connection);
    void connectWindow(const QStringList &channels);
    /** Publishes so many messages at once; returns the answer of the API. */
    QByteArray publish(const QString &channel, int count);
    QTreeView *list() { return m_fixture->find<QTreeView>("channelView"); }
    /** Of the first watcher. */
    QModelIndex channel(int row = 0)
    {
        return list()->model()->index(row, 0, list()->model()->index(0, 0));
    }
    /** What a screen reader says of a channel, which is also its tool tip. */
    QString channelText() { return channel().data(Qt::AccessibleTextRole).toString(); }
    QMenu *openMenu(int row = 0);
    /** An action of the menu, which is opened for it. */
    QAction *menuAction(const char *name, int row = 0);
    /** Triggers it in the menu, and closes that. */
    void triggerInMenu(const char *name);
    /** How many rows of the log are of that kind. */
    qsizetype countOfKind(const char *kind);

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<WindowFixture> m_fixture;

protected Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
};
