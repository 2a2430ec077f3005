// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/journal.h"
#include "monitor/platform/iothread.h"
#include "monitor/watch/watchsession.h"
#include "support/serverconnection.h"

#include <QByteArrayList>

/** A watch session with its journal on a test server, as the program would hold it. */
class Watcher
{
public:
    explicit Watcher(Centrifuge::WireFormat wireFormat, QString user = QStringLiteral("alice"));

    void start(const ConnectionSettings &settings, const QStringList &channels);

    WatchSession &session() { return m_session; }
    JournalFeed &feed() { return m_feed; }
    const Journal &journal() const { return m_journal; }
    Centrifuge::WireFormat wireFormat() const { return m_wireFormat; }
    SessionState state() const { return m_session.status().state; }
    ChannelStatus channel(const QString &name) const;

    /** Payloads of the publications of `channel` in the journal, in order. */
    QByteArrayList payloads(const QString &channel) const;
    qsizetype count(EntryKind kind) const;

private:
    QString m_user;
    Centrifuge::WireFormat m_wireFormat;
    IoThread m_io;
    Journal m_journal;
    JournalFeed m_feed;
    WatchSession m_session;
};

/** Rows "protobuf" and "json" with a column `wire`. */
void addWireFormats();

Q_DECLARE_METATYPE(Centrifuge::WireFormat)
