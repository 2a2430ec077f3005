// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codes.h"
#include "monitor/journal/journal.h"
#include "monitor/platform/iothread.h"
#include "monitor/server/presencewatch.h"
#include "monitor/watch/journalfeed.h"
#include "monitor/watch/watchsession.h"
#include "support/inmemoryserver.h"
#include "support/patience.h"
#include "support/serverconnection.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QTest>

#include <memory>

using Centrifuge::WireFormat;

namespace {

/** A session with its journal; in this test every one is a client of the same server. */
struct PresentSession
{
    PresentSession(IoThread &io, const ConnectionSettings &connection, const char *user,
                   const QString &channel, WireFormat format = WireFormat::Protobuf)
        : feed(io, journal)
        , session(feed)
    {
        WatchRequest request;
        request.connection = connection;
        request.user = QLatin1String(user);
        request.channels = {channel};
        request.wireFormat = format;
        session.start(request);
    }
    bool isDecided() const
    {
        const SessionState state = session.status().state;
        return state == SessionState::Live || state == SessionState::Partial;
    }

    Journal journal;
    JournalFeed feed;
    WatchSession session;
};

} // namespace

/** Who is in a channel, on the real engine. The namespace `open` lets subscribers ask. */
class TestPresenceWatch : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void asksByTheRightOfTheUser_data();
    void asksByTheRightOfTheUser();
    void asksWithTheKeyWhereTheUserMayNot();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void followsJoinsAndLeaves();
    void noticesThatNobodyAnnouncesItself();
    void asksAgainOnceSubscribed();
    void needsNoConnection();
    void outlivesTheServer();
    void listsOnlyNumbersOfTooMany();
    void doesNotEndTheConnectionTwice();
    void asksNothingWhileHidden();

private:
    PresentSession &watch(const char *user, const QString &channel,
                          WireFormat format = WireFormat::Protobuf);
    void show(PresentSession &shown, const QString &channel, const ConnectionSettings &connection);
    void show(WatchSession &session, JournalFeed &feed, const QString &channel,
              const ConnectionSettings &connection);
    QStringList users() const;
    ConnectionSettings withoutKey() const;

    std::unique_ptr<IoThread> m_io;
    std::vector<std::unique_ptr<PresentSession>> m_sessions;
    std::unique_ptr<PresenceWatch> m_watch;
};

void TestPresenceWatch::initTestCase()
{
    const QJsonObject open{{QStringLiteral("allow_subscribe_for_client"), true},
                           {QStringLiteral("presence"), true},
                           {QStringLiteral("join_leave"), true},
                           {QStringLiteral("allow_presence_for_subscriber"), true}};
    QJsonObject silent = open;
    silent.remove(QStringLiteral("join_leave"));
    m_server.addNamespace(QStringLiteral("open"), open);
    m_server.addNamespace(QStringLiteral("silent"), silent);
    ServerTest::initTestCase();
}

void TestPresenceWatch::init()
{
    ServerTest::init();
    m_io = std::make_unique<IoThread>();
}

void TestPresenceWatch::cleanup()
{
    m_watch.reset();
    m_sessions.clear();
    m_io.reset();
    ServerTest::cleanup();
}

PresentSession &TestPresenceWatch::watch(const char *user, const QString &channel,
                                         WireFormat format)
{
    m_sessions.push_back(
        std::make_unique<PresentSession>(*m_io, serverConnection(m_server), user, channel, format));
    PresentSession &added = *m_sessions.back();
    [&added] { QTRY_VERIFY_WITH_TIMEOUT(added.isDecided(), Patience); }();
    return added;
}

void TestPresenceWatch::show(PresentSession &shown, const QString &channel,
                             const ConnectionSettings &connection)
{
    show(shown.session, shown.feed, channel, connection);
}

void TestPresenceWatch::show(WatchSession &session, JournalFeed &feed, const QString &channel,
                             const ConnectionSettings &connection)
{
    m_watch = std::make_unique<PresenceWatch>(session, feed);
    m_watch->setConnection(connection);
    m_watch->setChannel(channel);
    m_watch->setShown(true);
}

QStringList TestPresenceWatch::users() const
{
    QStringList users;
    for (const PresentClient &client : m_watch->list().clients()) {
        users += client.info.user;
    }
    users.sort();
    return users;
}

ConnectionSettings TestPresenceWatch::withoutKey() const
{
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiKey = {};
    return connection;
}

void TestPresenceWatch::asksByTheRightOfTheUser_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::newRow("Protobuf") << WireFormat::Protobuf;
    QTest::newRow("JSON") << WireFormat::Json;
}

void TestPresenceWatch::asksByTheRightOfTheUser()
{
    QFETCH(const WireFormat, format);
    const auto channel = QStringLiteral("open:who");
    PresentSession &alice = watch("alice", channel, format);
    watch("bob", channel);
    show(alice, channel, withoutKey());
    QTRY_COMPARE_WITH_TIMEOUT(
        users(), (QStringList{QStringLiteral("alice"), QStringLiteral("bob")}), Patience);
    QCOMPARE(m_watch->right(), PresenceRight::User);
    QCOMPARE(m_watch->problem(), Explanation());
    QCOMPARE(m_watch->whyNotByUser(), QString());
    QCOMPARE(m_watch->poll().cost().requests, 2);
    QVERIFY(m_watch->poll().cost().bytes > 0);
}

void TestPresenceWatch::asksWithTheKeyWhereTheUserMayNot()
{
    const auto channel = QStringLiteral("who");
    PresentSession &alice = watch("alice", channel);
    show(alice, channel, serverConnection(m_server));
    QTRY_COMPARE_WITH_TIMEOUT(users(), QStringList{QStringLiteral("alice")}, Patience);
    QCOMPARE(m_watch->right(), PresenceRight::ApiKey);
    QCOMPARE(m_watch->whyNotByUser(), QStringLiteral("103 permission denied"));
    QCOMPARE(m_watch->problem(), Explanation());
    // The refused question is not asked again with each poll.
    const auto first = m_watch->poll().cost();
    QCOMPARE(first.requests, 2);
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->poll().cost().requests, 1, Patience);
    QVERIFY(m_watch->poll().cost().bytes > 10);
}

void TestPresenceWatch::saysWhatIsMissing_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("snippet");
    const QByteArray key(TestServer::ApiKey);
    const QString off = QStringLiteral("{\"name\": \"plain\", \"presence\": true}");
    QTest::newRow("presence is off")
        << QStringLiteral("plain:a") << key << QStringLiteral("108 not available") << off;
    QTest::newRow("presence is off, no key")
        << QStringLiteral("plain:a") << QByteArray() << QStringLiteral("108 not available") << off;
    QTest::newRow("no right, no key")
        << QStringLiteral("nobodys") << QByteArray()
        << QStringLiteral("This user may not ask who is in the channel (103")
        << QStringLiteral("\"allow_presence_for_subscriber\": true");
    QTest::newRow("no right, a wrong key")
        << QStringLiteral("nobodys") << QByteArray("another key")
        << QStringLiteral("The server does not accept the API key")
        << QStringLiteral("{\"http_api\": {\"key\"");
    QTest::newRow("no such namespace")
        << QStringLiteral("nowhere:a") << key << QStringLiteral("102 unknown channel") << QString();
}

void TestPresenceWatch::saysWhatIsMissing()
{
    QFETCH(const QString, channel);
    QFETCH(const QByteArray, key);
    QFETCH(const QString, title);
    QFETCH(const QString, snippet);
    PresentSession &alice = watch("alice", channel);
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiKey = Secret(key);
    show(alice, channel, connection);
    QTRY_VERIFY_WITH_TIMEOUT(!m_watch->problem().title.isEmpty(), Patience);
    QVERIFY2(m_watch->problem().title.contains(title), qPrintable(m_watch->problem().title));
    QVERIFY2(m_watch->problem().snippet.contains(snippet), qPrintable(m_watch->problem().snippet));
    QVERIFY(!m_watch->problem().cause.isEmpty());
    QVERIFY(!m_watch->problem().fix.isEmpty());
    QVERIFY(!m_watch->list().isComplete());
}

void TestPresenceWatch::followsJoinsAndLeaves()
{
    const auto channel = QStringLiteral("open:live");
    PresentSession &alice = watch("alice", channel);
    show(alice, channel, withoutKey());
    QTRY_COMPARE_WITH_TIMEOUT(users(), QStringList{QStringLiteral("alice")}, Patience);
    const auto started = m_io->clock().wall();
    watch("bob", channel);
    QTRY_COMPARE_WITH_TIMEOUT(
        users(), (QStringList{QStringLiteral("alice"), QStringLiteral("bob")}), Patience);
    for (const PresentClient &client : m_watch->list().clients()) {
        QCOMPARE(client.isSeenJoining, client.info.user == QLatin1String("bob"));
        QCOMPARE(client.since >= started, client.isSeenJoining);
    }
    QCOMPARE(m_watch->list().joined(), quint64(1));
    m_sessions.pop_back();
    QTRY_COMPARE_WITH_TIMEOUT(users(), QStringList{QStringLiteral("alice")}, Patience);
    QCOMPARE(m_watch->list().left(), quint64(1));
    QVERIFY(!m_watch->list().hasUnannounced());
}

void TestPresenceWatch::noticesThatNobodyAnnouncesItself()
{
    const auto channel = QStringLiteral("silent:a");
    PresentSession &alice = watch("alice", channel);
    show(alice, channel, withoutKey());
    QTRY_COMPARE_WITH_TIMEOUT(users(), QStringList{QStringLiteral("alice")}, Patience);
    watch("bob", channel);
    QTRY_COMPARE_WITH_TIMEOUT(
        users(), (QStringList{QStringLiteral("alice"), QStringLiteral("bob")}), Patience);
    m_watch->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->list().hasUnannounced(), Patience);
}

void TestPresenceWatch::asksAgainOnceSubscribed()
{
    const auto channel = QStringLiteral("open:later");
    PresentSession &alice = watch("alice", QStringLiteral("other"));
    show(alice, channel, withoutKey());
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->problem().title.contains(QLatin1String("103")), Patience);
    alice.session.addChannel(channel);
    QTRY_COMPARE_WITH_TIMEOUT(users(), QStringList{QStringLiteral("alice")}, Patience);
    QCOMPARE(m_watch->right(), PresenceRight::User);
    QCOMPARE(m_watch->problem(), Explanation());
}

void TestPresenceWatch::needsNoConnection()
{
    const auto channel = QStringLiteral("apart");
    watch("bob", channel);
    Journal journal;
    JournalFeed feed(*m_io, journal);
    WatchSession nothing(feed);
    show(nothing, feed, channel, serverConnection(m_server));
    QTRY_COMPARE_WITH_TIMEOUT(users(), QStringList{QStringLiteral("bob")}, Patience);
    QCOMPARE(m_watch->right(), PresenceRight::ApiKey);
    show(nothing, feed, channel, withoutKey());
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->problem().title, QStringLiteral("There is no API key"),
                              Patience);
    QVERIFY(m_watch->problem().cause.contains(QLatin1String("CENTRIFUGO_API_KEY is not set.")));
    m_watch.reset();
}

void TestPresenceWatch::outlivesTheServer()
{
    const auto channel = QStringLiteral("open:away");
    PresentSession &alice = watch("alice", channel);
    show(alice, channel, serverConnection(m_server));
    QTRY_COMPARE_WITH_TIMEOUT(users(), QStringList{QStringLiteral("alice")}, Patience);
    m_server.kill();
    QTRY_VERIFY_WITH_TIMEOUT(!m_watch->problem().title.isEmpty(), Patience);
    QCOMPARE(users(), QStringList{QStringLiteral("alice")}); // as it was last
    QVERIFY2(m_server.start(), qPrintable(m_server.errorText()));
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->problem().title.isEmpty(), Patience * 2);
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->right(), PresenceRight::User, Patience);
    QCOMPARE(users(), QStringList{QStringLiteral("alice")});
}

void TestPresenceWatch::listsOnlyNumbersOfTooMany()
{
    const auto channel = QStringLiteral("open:many");
    PresentSession &alice = watch("alice", channel);
    show(alice, channel, withoutKey());
    QTRY_COMPARE_WITH_TIMEOUT(users(), QStringList{QStringLiteral("alice")}, Patience);
    PresenceAnswer many{channel};
    many.counts = Centrifuge::PresenceStatsResult{1001, 7};
    m_watch->refresh();
    Q_EMIT alice.session.presenceAnswered(many);
    QCOMPARE(m_watch->counts()->clients, std::uint32_t(1001));
    QCOMPARE(m_watch->problem().title, QStringLiteral("Too many clients to list them"));
    QVERIFY(m_watch->problem().fix.contains(QLatin1String("http_api.key")));
    QVERIFY(users().isEmpty());
    // With a key they are listed.
    show(alice, channel, serverConnection(m_server));
    Q_EMIT alice.session.presenceAnswered(many);
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->right(), PresenceRight::ApiKey, Patience);
    QCOMPARE(m_watch->whyNotByUser(),
             QStringLiteral("more than 1,000 clients are not listed on "
                            "the connection"));
    QCOMPARE(users(), QStringList{QStringLiteral("alice")});
}

/** 3008 while the answer is under way: its clients have large infos, and the user who watches must
 * not lose the connection again and again for that. */
void TestPresenceWatch::doesNotEndTheConnectionTwice()
{
    InMemoryServer server; // does not answer `presence_stats`
    Journal journal;
    JournalFeed feed(*m_io, journal);
    WatchSession session(feed, nullptr, server.factory());
    WatchRequest request;
    request.connection = serverConnection(m_server);
    request.user = QStringLiteral("alice");
    request.channels = QStringList{QStringLiteral("a")};
    request.wireFormat = WireFormat::Json;
    session.start(request);
    const auto isLive = [&session] { return session.status().state == SessionState::Live; };
    QTRY_VERIFY_WITH_TIMEOUT(isLive(), Patience);
    show(session, feed, QStringLiteral("a"), serverConnection(m_server));
    const auto questions = [&server] {
        const QList<QByteArray> commands = server.commandsSeen();
        return std::ranges::count_if(
            commands, [](const QByteArray &command) { return command.contains("presence_stats"); });
    };
    QTRY_COMPARE_WITH_TIMEOUT(questions(), 1, Patience);
    server.drop({Centrifuge::ErrorLayer::Server, int(Centrifuge::DisconnectCode::Slow),
                 QStringLiteral("slow"), true});
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->right(), PresenceRight::ApiKey, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(isLive(), Patience);
    m_watch->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->poll().cost().requests, 1, Patience);
    QCOMPARE(questions(), 1);
    m_watch.reset();
}

void TestPresenceWatch::asksNothingWhileHidden()
{
    const auto channel = QStringLiteral("open:hidden");
    PresentSession &alice = watch("alice", channel);
    show(alice, channel, withoutKey());
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->list().isComplete(), Patience);
    m_watch->setShown(false);
    m_watch->setChannel(QStringLiteral("open:other"));
    watch("bob", channel);
    QVERIFY(!m_watch->list().isComplete());
    m_watch->setChannel(channel);
    m_watch->setShown(true);
    QTRY_COMPARE_WITH_TIMEOUT(
        users(), (QStringList{QStringLiteral("alice"), QStringLiteral("bob")}), Patience);
}

REALTIME_TEST(TestPresenceWatch, QCoreApplication)
#include "tst_presencewatch.moc"
