// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/journal/journal.h"
#include "monitor/platform/iothread.h"
#include "monitor/watch/watchsession.h"
#include "support/inmemoryserver.h"
#include "support/patience.h"

#include <QTest>

#include <memory>

inline WatchRequest request(const QStringList &channels)
{
    WatchRequest request;
    request.connection.webSocketUrl = QUrl(QStringLiteral("ws://127.0.0.1:1/connection/websocket"));
    request.connection.tokenHmacSecret = Secret("secret");
    request.user = QStringLiteral("alice");
    request.channels = channels;
    request.wireFormat = Centrifuge::WireFormat::Json;
    return request;
}

inline int stateNumber(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Connection:
        return int(entry.sessionState());
    case EntryKind::Subscription:
        return int(entry.channelState());
    case EntryKind::Error:
        return int(entry.errorLayer());
    case EntryKind::Fetch:
        return int(entry.fetchState());
    default:
        return 0;
    }
}

/** What a row says, short enough to compare whole journals. */
inline QString rowText(const Entry &entry)
{
    const auto text = [](std::string_view view) {
        return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
    };
    static const QStringList kinds{QStringLiteral("publication"),  QStringLiteral("join"),
                                   QStringLiteral("leave"),        QStringLiteral("connection"),
                                   QStringLiteral("subscription"), QStringLiteral("error"),
                                   QStringLiteral("gap"),          QStringLiteral("undecodable"),
                                   QStringLiteral("loss"),         QStringLiteral("fetch")};
    return QStringLiteral("%1 %2 %3 %4")
        .arg(kinds.value(int(entry.kind)), text(entry.channel))
        .arg(stateNumber(entry))
        .arg(entry.code() + entry.count());
}

/** A session on a server in memory, new for each test. */
class WatchFixture : public QObject
{
    Q_OBJECT

protected Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<InMemoryServer>();
        m_io = std::make_unique<IoThread>();
        m_journal = std::make_unique<Journal>();
        m_feed = std::make_unique<JournalFeed>(*m_io, *m_journal);
        m_session = std::make_unique<WatchSession>(*m_feed, nullptr, m_server->factory());
    }
    void cleanup()
    {
        m_session.reset();
        m_feed.reset();
        m_journal.reset();
        m_io.reset();
        m_server.reset();
    }

protected:
    Entry row(std::size_t index) const { return m_journal->at(index); }
    QStringList rows() const
    {
        QStringList rows;
        for (std::size_t i = 0; i < m_journal->size(); ++i) {
            rows.append(rowText(row(i)));
        }
        return rows;
    }
    SessionState state() const { return m_session->status().state; }
    bool becomesLive()
    {
        return QTest::qWaitFor([this] { return state() == SessionState::Live; }, Patience);
    }
    /** Connected, but not every channel is subscribed. */
    bool becomesPartial()
    {
        return QTest::qWaitFor([this] { return state() == SessionState::Partial; }, Patience);
    }

    std::unique_ptr<InMemoryServer> m_server;
    std::unique_ptr<IoThread> m_io;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<JournalFeed> m_feed;
    std::unique_ptr<WatchSession> m_session;
};
