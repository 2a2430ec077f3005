// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/journal/journal.h"
#include "monitor/localserver/localserver.h"
#include "monitor/platform/iothread.h"
#include "monitor/publish/publisher.h"
#include "monitor/publish/roundtriptracker.h"
#include "monitor/watch/watchsession.h"
#include "support/patience.h"
#include "support/serverconnection.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace std::chrono_literals;
using Centrifuge::WireFormat;

namespace {

WatchRequest request(const TestServer &server, const QString &channel, WireFormat format)
{
    WatchRequest request;
    request.connection = serverConnection(server);
    request.user = QStringLiteral("alice");
    request.channels = {channel};
    request.wireFormat = format;
    return request;
}

} // namespace

/** Sessions, publisher and supervisor together on the real engine, in both wire formats. */
class TestWatchServer : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void receivesThroughTheSubscription_data() { formats(); }
    void receivesThroughTheSubscription();
    void leavesNothingBehind_data() { formats(); }
    void leavesNothingBehind();
    void comesBackWithTheServer_data() { formats(); }
    void comesBackWithTheServer();
    void keepsTheOrderOfThousands_data() { formats(); }
    void keepsTheOrderOfThousands();
    void outlivesItsToken();
    void isRefusedWithAnotherSecret();
    void replaysTheHistory();
    void continuesForAUserWhoReturns();
    void provesARoundTrip_data();
    void provesARoundTrip();
    void survivesTheRestartOfTheLocalServer();

private:
    void formats();
    SessionState state() const { return m_session->status().state; }
    std::uint64_t publications() const { return m_journal->counters().publications; }
    bool becomesLive(const QString &channel, WireFormat format);

    std::unique_ptr<IoThread> m_io;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<JournalFeed> m_feed;
    std::unique_ptr<WatchSession> m_session;
};

void TestWatchServer::init()
{
    m_io = std::make_unique<IoThread>();
    m_journal = std::make_unique<Journal>();
    m_feed = std::make_unique<JournalFeed>(*m_io, *m_journal);
    m_session = std::make_unique<WatchSession>(*m_feed);
}

void TestWatchServer::cleanup()
{
    m_session.reset();
    m_feed.reset();
    m_journal.reset();
    m_io.reset();
}

void TestWatchServer::formats()
{
    QTest::addColumn<WireFormat>("format");
    QTest::newRow("Protobuf") << WireFormat::Protobuf;
    QTest::newRow("JSON") << WireFormat::Json;
}

bool TestWatchServer::becomesLive(const QString &channel, WireFormat format)
{
    m_session->start(request(m_server, channel, format));
    return QTest::qWaitFor([this] { return state() == SessionState::Live; }, Patience);
}

void TestWatchServer::receivesThroughTheSubscription()
{
    QFETCH(WireFormat, format);
    QVERIFY(becomesLive(QStringLiteral("history:r"), format));
    QVERIFY(m_server.publish(QStringLiteral("history:r"), R"({"a":1e400, "a":2})"));
    QTRY_COMPARE_WITH_TIMEOUT(publications(), std::uint64_t(1), Patience);
    for (std::size_t i = 0; i < m_journal->size(); ++i) {
        if (m_journal->at(i).kind == EntryKind::Publication) {
            QCOMPARE(std::string(m_journal->at(i).payload), std::string(R"({"a":1e400, "a":2})"));
            QVERIFY(m_journal->at(i).offset > 0);
            QVERIFY(!m_journal->at(i).epoch.empty());
        }
    }
    // No local echo: without the subscription the same publish leaves the log as it is.
    m_session->removeChannel(QStringLiteral("history:r"));
    QTRY_COMPARE_WITH_TIMEOUT(m_server.clientCount(QStringLiteral("history:r")), 0, Patience);
    m_session->addChannel(QStringLiteral("fence"));
    QVERIFY(m_server.publish(QStringLiteral("history:r"), R"({"a":1})"));
    QTRY_COMPARE_WITH_TIMEOUT(m_server.clientCount(QStringLiteral("fence")), 1, Patience);
    QVERIFY(m_server.publish(QStringLiteral("fence"), R"("fence")"));
    QTRY_VERIFY_WITH_TIMEOUT(publications() >= 2, Patience);
    QCOMPARE(publications(), std::uint64_t(2));
}

void TestWatchServer::leavesNothingBehind()
{
    QFETCH(WireFormat, format);
    const QString channel = QStringLiteral("leaving");
    QVERIFY(becomesLive(channel, format));
    QCOMPARE(m_server.clientCount(channel), 1);
    QSignalSpy closed(m_session.get(), &WatchSession::closed);
    m_session->close();
    QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, Patience);
    QCOMPARE(m_server.clientCount(channel), 0);
    const std::size_t size = m_journal->size();
    QSignalSpy appended(m_feed.get(), &JournalFeed::entriesAppended);
    QVERIFY(m_server.publish(channel, "1"));
    QCOMPARE(m_server.clientCount(channel), 0); // runs the event loop
    QCOMPARE(appended.count(), 0);
    QCOMPARE(m_journal->size(), size);
}

void TestWatchServer::comesBackWithTheServer()
{
    QFETCH(WireFormat, format);
    QVERIFY(becomesLive(QStringLiteral("back"), format));
    m_server.kill();
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Connecting, Patience);
    QVERIFY(m_server.start());
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Live, Patience);
    QVERIFY(!m_session->channels().at(0).hasGap);
    QVERIFY(m_session->channels().at(0).hasPossibleGap); // a new stream says nothing of the old one
    QVERIFY(m_server.publish(QStringLiteral("back"), "1"));
    QTRY_COMPARE_WITH_TIMEOUT(publications(), std::uint64_t(1), Patience);
}

void TestWatchServer::keepsTheOrderOfThousands()
{
    QFETCH(WireFormat, format);
    constexpr int Count = 2000;
    QVERIFY(becomesLive(QStringLiteral("plain:many"), format));
    QJsonArray commands;
    for (int i = 0; i < Count; ++i) {
        commands.append(
            QJsonObject{{QStringLiteral("publish"),
                         QJsonObject{{QStringLiteral("channel"), QStringLiteral("plain:many")},
                                     {QStringLiteral("data"), i}}}});
    }
    m_server.callObject(QStringLiteral("batch"), {{QStringLiteral("commands"), commands}});
    QTRY_COMPARE_WITH_TIMEOUT(publications(), std::uint64_t(Count), Patience);
    int next = 0;
    for (std::size_t i = 0; i < m_journal->size(); ++i) {
        if (m_journal->at(i).kind == EntryKind::Publication) {
            QCOMPARE(std::string(m_journal->at(i).payload), std::to_string(next++));
        }
    }
}

void TestWatchServer::outlivesItsToken()
{
    WatchRequest shortLived = request(m_server, QStringLiteral("short"), WireFormat::Protobuf);
    shortLived.timeToLive = 2s;
    m_session->start(shortLived);
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Live, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->status().tokenExpiresAt.has_value(), Patience);
    const auto first = *m_session->status().tokenExpiresAt;
    QSignalSpy changed(m_session.get(), &WatchSession::statusChanged);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->status().tokenExpiresAt > first + 1s, Patience);
    QCOMPARE(state(), SessionState::Live);
    for (const QList<QVariant> &arguments : changed) {
        QCOMPARE(arguments.at(0).value<SessionStatus>().state, SessionState::Live);
    }
}

void TestWatchServer::isRefusedWithAnotherSecret()
{
    WatchRequest wrong = request(m_server, QStringLiteral("news"), WireFormat::Protobuf);
    wrong.connection.tokenHmacSecret = Secret("another");
    m_session->start(wrong);
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Refused, Patience);
    QCOMPARE(m_session->status().code, 3500u);
}

void TestWatchServer::replaysTheHistory()
{
    const QString channel = QStringLiteral("history:replayed");
    QVERIFY(m_server.publish(channel, "1"));
    QVERIFY(m_server.publish(channel, "2"));
    WatchRequest backlog = request(m_server, channel, WireFormat::Protobuf);
    backlog.backlog = true;
    m_session->start(backlog);
    QTRY_COMPARE_WITH_TIMEOUT(publications(), std::uint64_t(2), Patience);
    const Entry last = m_journal->at(m_journal->size() - 1);
    QVERIFY(state() == SessionState::Live || last.kind == EntryKind::Publication);
    QVERIFY(!m_session->channels().at(0).hasGap);
}

/** Another user was watched meanwhile. */
void TestWatchServer::continuesForAUserWhoReturns()
{
    const QString channel = QStringLiteral("history:returns");
    const auto watchAs = [&](const QString &user) {
        WatchRequest wanted = request(m_server, channel, WireFormat::Protobuf);
        wanted.user = user;
        wanted.watcher = user;
        m_session->start(wanted);
        return QTest::qWaitFor([this] { return state() == SessionState::Live; }, Patience);
    };
    QVERIFY(watchAs(QStringLiteral("alice")));
    QVERIFY(m_server.publish(channel, "1"));
    QTRY_COMPARE_WITH_TIMEOUT(publications(), std::uint64_t(1), Patience);
    QVERIFY(watchAs(QStringLiteral("bob")));
    QVERIFY(m_server.publish(channel, "2"));
    QTRY_COMPARE_WITH_TIMEOUT(publications(), std::uint64_t(2), Patience);
    QVERIFY(watchAs(QStringLiteral("alice")));
    QTRY_COMPARE_WITH_TIMEOUT(publications(), std::uint64_t(3), Patience);
    QStringList received;
    for (std::size_t i = 0; i < m_journal->size(); ++i) {
        const Entry entry = m_journal->at(i);
        if (entry.kind == EntryKind::Publication) {
            received.append(QStringLiteral("%1 %2%3").arg(
                QString::fromUtf8(entry.watcher.data(), qsizetype(entry.watcher.size())),
                QString::fromUtf8(entry.payload.data(), qsizetype(entry.payload.size())),
                (entry.flags & Recovered) != 0 ? QStringLiteral(" recovered") : QString()));
        }
    }
    QCOMPARE(received,
             (QStringList{QStringLiteral("alice 1"), QStringLiteral("bob 2"),
                          QStringLiteral("alice 2 recovered")}));
}

void TestWatchServer::provesARoundTrip_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<Centrifuge::Tags>("tags");
    QTest::addColumn<RoundTrip::State>("state");
    QTest::addColumn<RoundTrip::Match>("match");
    for (const WireFormat format : {WireFormat::Protobuf, WireFormat::Json}) {
        const QByteArray name = format == WireFormat::Json ? ", JSON" : ", Protobuf";
        const Centrifuge::Tags none;
        const Centrifuge::Tags own{{QLatin1String(RoundTripTagKey), RoundTripTracker::newTag()}};
        QTest::newRow("history" + name) << format << QStringLiteral("history:p") << own
                                        << RoundTrip::State::Proven << RoundTrip::Match::Position;
        QTest::newRow("no history" + name) << format << QStringLiteral("plain:p") << own
                                           << RoundTrip::State::Proven << RoundTrip::Match::Tag;
        QTest::newRow("neither" + name) << format << QStringLiteral("plain:p") << none
                                        << RoundTrip::State::Likely << RoundTrip::Match::Payload;
    }
}

void TestWatchServer::provesARoundTrip()
{
    QFETCH(WireFormat, format);
    QFETCH(QString, channel);
    QFETCH(Centrifuge::Tags, tags);
    QFETCH(RoundTrip::State, state);
    QFETCH(RoundTrip::Match, match);
    Publisher publisher(*m_io);
    RoundTripTracker tracker(m_io->clock());
    connect(&publisher, &Publisher::finished, &tracker, &RoundTripTracker::answered);
    connect(m_feed.get(), &JournalFeed::entriesAppended, this, [&](qsizetype count) {
        for (std::size_t i = m_journal->size() - std::size_t(count); i < m_journal->size(); ++i) {
            tracker.pushArrived(m_journal->at(i));
        }
    });
    publisher.setConnection(serverConnection(m_server));
    QVERIFY(becomesLive(channel, format));

    Centrifuge::PublishRequest publish{channel, R"({"a":[1, 2]})", {}, {}};
    publish.tags = tags;
    const quint64 id = publisher.publish(publish);
    tracker.started(id, publish);
    QTRY_COMPARE_WITH_TIMEOUT(tracker.roundTrip(id)->state, state, Patience);
    const RoundTrip trip = *tracker.roundTrip(id);
    QCOMPARE(trip.matchedBy, match);
    QVERIFY(trip.payloadIdentical);
    QVERIFY(trip.apiTime && *trip.apiTime > 0ns);
    QVERIFY(trip.pushTime && *trip.pushTime > 0ns);
}

void TestWatchServer::survivesTheRestartOfTheLocalServer()
{
    LocalServer local(m_io->clock());
    QSignalSpy ready(&local, &LocalServer::ready);
    local.start();
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, Patience);
    WatchRequest watch;
    watch.connection = local.connection();
    watch.user = QStringLiteral("alice");
    watch.channels = {QStringLiteral("user#alice"), QStringLiteral("chat:room")};
    m_session->start(watch);
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Live, Patience);
    for (const ChannelStatus &channel : m_session->channels()) {
        QCOMPARE(channel.state, ChannelState::Subscribed);
    }
    ::kill(static_cast<pid_t>(local.processId()), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Connecting, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Live, Patience);
    QCOMPARE(ready.count(), 2);
}

REALTIME_TEST(TestWatchServer, QCoreApplication)
#include "tst_watchserver.moc"
