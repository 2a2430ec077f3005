// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "integration/watcher.h"
#include "support/firstfailure.h"
#include "support/patience.h"
#include "support/testprogram.h"
#include "support/testredis.h"

#include <QTest>

#include <memory>

using Centrifuge::WireFormat;

namespace {

/** From the next start on `server` is a node of the cluster at `redis`. */
void join(TestServer &server, const TestRedis &redis)
{
    server.config().insert(
        QStringLiteral("engine"),
        QJsonObject{{QStringLiteral("type"), QStringLiteral("redis")},
                    {QStringLiteral("redis"),
                     QJsonObject{{QStringLiteral("address"), QString::fromUtf8(redis.url())}}}});
}

int nodeCount(const TestServer &server)
{
    return int(server.call(QStringLiteral("info"), "{}").count("\"uid\""));
}

} // namespace

/** What a session sees of two nodes that form one cluster over Redis. */
class TestCluster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void publicationsReachTheOtherNode_data() { addWireFormats(); }
    void publicationsReachTheOtherNode();
    void presenceIsThatOfBothNodes_data() { addWireFormats(); }
    void presenceIsThatOfBothNodes();
    void nothingIsLostWhileANodeIsAway_data() { addWireFormats(); }
    void nothingIsLostWhileANodeIsAway();
    void theSessionMovesToTheOtherNode_data() { addWireFormats(); }
    void theSessionMovesToTheOtherNode();
    void theSessionFindsTheNodeThatIsThere_data() { addWireFormats(); }
    void theSessionFindsTheNodeThatIsThere();

private:
    FirstFailure m_firstFailure;
    std::unique_ptr<TestRedis> m_redis;
    std::unique_ptr<TestServer> m_a;
    std::unique_ptr<TestServer> m_b;
};

void TestCluster::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("no local server was built");
    }
    if (!TestRedis::isAvailable()) {
        QSKIP(TestRedis::WhySkipped);
    }
}

void TestCluster::init()
{
    if (m_firstFailure.isNoted()) {
        QSKIP(FirstFailure::Reason);
    }
    m_redis = std::make_unique<TestRedis>();
    QVERIFY(m_redis->start());
    for (auto *server : {&m_a, &m_b}) {
        *server = std::make_unique<TestServer>();
        join(**server, *m_redis);
        QVERIFY2((*server)->start(), qPrintable((*server)->errorText()));
    }
    QTRY_COMPARE_WITH_TIMEOUT(nodeCount(*m_a), 2, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(nodeCount(*m_b), 2, Patience);
}

void TestCluster::cleanup()
{
    m_firstFailure.note();
    m_a.reset();
    m_b.reset();
    m_redis.reset();
}

void TestCluster::publicationsReachTheOtherNode()
{
    QFETCH(const WireFormat, wire);
    const QString channel = QStringLiteral("history:both");
    Watcher onA(wire);
    Watcher onB(wire, QStringLiteral("bob"));
    onA.start(serverConnection(*m_a), {channel});
    onB.start(serverConnection(*m_b), {channel});
    QTRY_COMPARE(onA.state(), SessionState::Live);
    QTRY_COMPARE(onB.state(), SessionState::Live);
    QTRY_COMPARE(m_a->clientCount(channel), 2);

    QVERIFY(m_b->publish(channel, "{\"on\":\"b\"}"));
    QVERIFY(m_a->publish(channel, "{\"on\":\"a\"}"));
    const QByteArrayList both{"{\"on\":\"b\"}", "{\"on\":\"a\"}"};
    QTRY_COMPARE(onA.payloads(channel), both);
    QTRY_COMPARE(onB.payloads(channel), both);
}

void TestCluster::presenceIsThatOfBothNodes()
{
    QFETCH(const WireFormat, wire);
    const QString channel = QStringLiteral("history:presence");
    Watcher onA(wire);
    Watcher onB(wire, QStringLiteral("bob"));
    onA.start(serverConnection(*m_a), {channel});
    onB.start(serverConnection(*m_b), {channel});
    for (const TestServer *server : {m_a.get(), m_b.get()}) {
        QTRY_COMPARE(server->clientCount(channel), 2);
        const QByteArray presence =
            server->call(QStringLiteral("presence"), "{\"channel\":\"" + channel.toUtf8() + "\"}");
        QVERIFY2(presence.contains("\"user\":\"alice\""), presence.constData());
        QVERIFY2(presence.contains("\"user\":\"bob\""), presence.constData());
    }
    onB.session().close();
    QTRY_COMPARE(m_a->clientCount(channel), 1);
}

void TestCluster::nothingIsLostWhileANodeIsAway()
{
    QFETCH(const WireFormat, wire);
    const QString channel = QStringLiteral("history:away");
    Watcher watcher(wire);
    watcher.start(serverConnection(*m_a), {channel});
    QTRY_COMPARE(watcher.state(), SessionState::Live);
    QVERIFY(m_b->publish(channel, "1"));
    QTRY_COMPARE(watcher.payloads(channel).size(), 1);

    m_a->kill();
    QTRY_COMPARE(watcher.state(), SessionState::Connecting);
    QVERIFY(m_b->publish(channel, "2"));
    QVERIFY(m_b->publish(channel, "3"));
    QVERIFY2(m_a->start(), qPrintable(m_a->errorText()));
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel), (QByteArrayList{"1", "2", "3"}), Patience);
    QTRY_COMPARE(watcher.state(), SessionState::Live);
    QVERIFY(m_b->publish(channel, "4"));
    QTRY_COMPARE(watcher.payloads(channel), (QByteArrayList{"1", "2", "3", "4"}));
    QCOMPARE(watcher.count(EntryKind::Gap), 0);
    QVERIFY(!watcher.channel(channel).hasGap);
}

/** Killed while messages flow: those before, those in between and those after all arrive, once and
 * in order. */
void TestCluster::theSessionMovesToTheOtherNode()
{
    QFETCH(const WireFormat, wire);
    constexpr int Messages = 60;
    constexpr int Killed = 20;
    const QString channel = QStringLiteral("history:move");
    ConnectionSettings settings = serverConnection(*m_a);
    settings.otherWebSocketUrls = {m_b->webSocketUrl()};
    Watcher watcher(wire);
    watcher.start(settings, {channel});
    QTRY_COMPARE(watcher.state(), SessionState::Live);

    QByteArrayList published;
    for (int i = 0; i < Messages; ++i) {
        if (i == Killed) {
            m_a->kill();
        }
        published.append(QByteArray::number(i));
        QVERIFY(m_b->publish(channel, published.constLast()));
    }
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel), published, Patience);
    QTRY_COMPARE(watcher.state(), SessionState::Live);
    QCOMPARE(watcher.count(EntryKind::Gap), 0);
    QVERIFY(!m_a->isRunning());

    // And it lives on there.
    QVERIFY(m_b->publish(channel, "\"after\""));
    QTRY_COMPARE(watcher.payloads(channel).constLast(), QByteArray("\"after\""));
}

void TestCluster::theSessionFindsTheNodeThatIsThere()
{
    QFETCH(const WireFormat, wire);
    const QString channel = QStringLiteral("history:first");
    ConnectionSettings settings = serverConnection(*m_a);
    settings.otherWebSocketUrls = {m_b->webSocketUrl()};
    m_a->kill();
    Watcher watcher(wire);
    watcher.start(settings, {channel});
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Live, Patience);
    QTRY_COMPARE(m_b->clientCount(channel), 1);
}

REALTIME_TEST(TestCluster, QCoreApplication)
#include "tst_cluster.moc"
