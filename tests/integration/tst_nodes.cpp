// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/iothread.h"
#include "monitor/server/nodeprobe.h"
#include "monitor/server/nodewatch.h"
#include "support/firstfailure.h"
#include "support/patience.h"
#include "support/serverconnection.h"
#include "support/testprogram.h"
#include "support/testredis.h"

#include <QTest>

#include <memory>

namespace {

QList<ProbeVerdict> allSeen(int nodes)
{
    return QList<ProbeVerdict>(nodes * nodes, ProbeVerdict::Seen);
}

ConnectionSettings bothOf(const TestServer &a, const TestServer &b)
{
    ConnectionSettings connection = serverConnection(a);
    connection.otherWebSocketUrls = {b.webSocketUrl()};
    return connection;
}

WatchRequest asAlice()
{
    WatchRequest request;
    request.user = QStringLiteral("alice");
    return request;
}

} // namespace

/** The nodes of a server and what reaches which: two that share a Redis, and two that do not. */
class TestNodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void listsBothNodes();
    void noticesANodeThatDies();
    void measuresBothWays();
    void aNodeThatDiesMeanwhileIsNamed();
    void separateNodesAreFound();
    void aClosedServerNeedsNoPermission();
    void saysWhyNothingIsMeasured_data();
    void saysWhyNothingIsMeasured();
    void leavesNothingBehind();

private:
    void startNodes(bool withRedis);
    QList<ProbeVerdict> verdicts() const;
    QString explanation(int from, int at) const;

    FirstFailure m_firstFailure;
    std::unique_ptr<TestRedis> m_redis;
    std::unique_ptr<TestServer> m_a;
    std::unique_ptr<TestServer> m_b;
    std::unique_ptr<IoThread> m_io;
    std::unique_ptr<NodeWatch> m_watch;
    std::unique_ptr<NodeProbe> m_probe;
};

void TestNodes::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("no local server was built");
    }
    if (!TestRedis::isAvailable()) {
        QSKIP(TestRedis::WhySkipped);
    }
}

void TestNodes::init()
{
    if (m_firstFailure.isNoted()) {
        QSKIP(FirstFailure::Reason);
    }
    m_io = std::make_unique<IoThread>();
    m_watch = std::make_unique<NodeWatch>(*m_io);
    m_probe = std::make_unique<NodeProbe>(*m_io);
    m_a = std::make_unique<TestServer>();
    m_b = std::make_unique<TestServer>();
}

void TestNodes::cleanup()
{
    m_firstFailure.note();
    m_probe.reset();
    m_watch.reset();
    m_io.reset();
    m_a.reset();
    m_b.reset();
    m_redis.reset();
}

void TestNodes::startNodes(bool withRedis)
{
    if (withRedis) {
        m_redis = std::make_unique<TestRedis>();
        QVERIFY(m_redis->start());
        for (TestServer *server : {m_a.get(), m_b.get()}) {
            server->setOption(QStringLiteral("engine.type"), QStringLiteral("redis"));
            server->setOption(QStringLiteral("engine.redis.address"),
                              QString::fromUtf8(m_redis->url()));
        }
    }
    for (TestServer *server : {m_a.get(), m_b.get()}) {
        QVERIFY2(server->start(), qPrintable(server->errorText()));
    }
    const auto known = [](const TestServer &server) {
        return int(server.call(QStringLiteral("info"), "{}").count("\"uid\""));
    };
    for (const TestServer *server : {m_a.get(), m_b.get()}) {
        QTRY_COMPARE_WITH_TIMEOUT(known(*server), withRedis ? 2 : 1, Patience);
    }
}

QList<ProbeVerdict> TestNodes::verdicts() const
{
    const ProbeMatrix &matrix = m_probe->matrix();
    QList<ProbeVerdict> verdicts;
    for (int cell = 0; cell < matrix.size() * matrix.size(); ++cell) {
        verdicts += matrix.verdict(cell / matrix.size(), cell % matrix.size());
    }
    return verdicts;
}

QString TestNodes::explanation(int from, int at) const
{
    return m_probe->matrix().explanation(from, at, true);
}

void TestNodes::listsBothNodes()
{
    startNodes(true);
    m_watch->setConnection(bothOf(*m_a, *m_b));
    m_watch->setShown(true);
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->list().runningCount(), std::size_t(2), Patience);
    for (const ListedNode &node : m_watch->list().nodes()) {
        QCOMPARE(node.knownBy.size(), 2);
        QVERIFY(!node.info.name.isEmpty());
    }
    QVERIFY(!m_watch->list().areSeparate());
    QVERIFY(m_watch->faults().empty());
    QCOMPARE(m_watch->poll().cost().requests, 2);
}

/** Its API is silent at once; the other node knows that it ended some seconds later. */
void TestNodes::noticesANodeThatDies()
{
    startNodes(true);
    m_watch->setConnection(bothOf(*m_a, *m_b));
    m_watch->setShown(true);
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->list().runningCount(), std::size_t(2), Patience);
    m_b->kill();
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->faults().size(), std::size_t(1), Patience);
    QCOMPARE(m_watch->faults().front().name, QStringLiteral("127.0.0.1:%1").arg(m_b->port()));
    QVERIFY(!m_watch->faults().front().explanation.title.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->list().runningCount(), std::size_t(1), 3 * Patience);
    QCOMPARE(m_watch->list().nodes().back().state, ListedNode::State::Gone);
}

void TestNodes::measuresBothWays()
{
    startNodes(true);
    m_probe->start(nodesOf(bothOf(*m_a, *m_b)), asAlice());
    QTRY_COMPARE_WITH_TIMEOUT(verdicts(), allSeen(2), 2 * Patience);
    const ProbeCell across = m_probe->matrix().cell(0, 1);
    QVERIFY(across.last > std::chrono::nanoseconds(0));
    QVERIFY(across.last < NodeProbe::RoundTime);
    QCOMPARE(across.lost(), std::uint32_t(0));
}

void TestNodes::aNodeThatDiesMeanwhileIsNamed()
{
    startNodes(true);
    m_probe->start(nodesOf(bothOf(*m_a, *m_b)), asAlice());
    QTRY_COMPARE_WITH_TIMEOUT(verdicts(), allSeen(2), 2 * Patience);
    m_b->kill();
    const QList<ProbeVerdict> half{ProbeVerdict::Seen, ProbeVerdict::NotMeasured,
                                   ProbeVerdict::NotMeasured, ProbeVerdict::NotMeasured};
    QTRY_COMPARE_WITH_TIMEOUT(verdicts(), half, 2 * Patience);
    const QString name = QStringLiteral("127.0.0.1:%1").arg(m_b->port());
    QVERIFY2(explanation(0, 1).startsWith(QStringLiteral("Nothing can be seen at %1: ").arg(name)),
             qPrintable(explanation(0, 1)));
    QTRY_VERIFY_WITH_TIMEOUT(
        explanation(1, 0).startsWith(QStringLiteral("Nothing can be published at %1: ").arg(name)),
        Patience);
    QVERIFY2(m_b->start(), qPrintable(m_b->errorText()));
    QTRY_COMPARE_WITH_TIMEOUT(m_probe->matrix().verdict(0, 0), ProbeVerdict::Seen, Patience);
    // What the broker lost meanwhile may be counted; it is listened to and published at again.
    QTRY_VERIFY_WITH_TIMEOUT(!verdicts().contains(ProbeVerdict::NotMeasured), 3 * Patience);
}

/** The classic mistake: a load balancer before nodes that do not know each other. */
void TestNodes::separateNodesAreFound()
{
    startNodes(false);
    m_watch->setConnection(bothOf(*m_a, *m_b));
    m_watch->setShown(true);
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->list().areSeparate(), Patience);
    m_probe->start(nodesOf(bothOf(*m_a, *m_b)), asAlice());
    const QList<ProbeVerdict> separate{ProbeVerdict::Seen, ProbeVerdict::NeverSeen,
                                       ProbeVerdict::NeverSeen, ProbeVerdict::Seen};
    QTRY_COMPARE_WITH_TIMEOUT(verdicts(), separate, 2 * Patience);
    QVERIFY2(explanation(0, 1).contains(QLatin1String("memory engine")),
             qPrintable(explanation(0, 1)));
    QCOMPARE(m_probe->matrix().worst(), std::optional(std::pair(0, 1)));
}

/** Where clients may subscribe to nothing by themselves, a minted subscription token lets us in. */
void TestNodes::aClosedServerNeedsNoPermission()
{
    m_a->setOption(QStringLiteral("channel.without_namespace.allow_subscribe_for_client"), false);
    startNodes(false);
    m_probe->start(nodesOf(serverConnection(*m_a)), asAlice());
    QTRY_COMPARE_WITH_TIMEOUT(verdicts(), allSeen(1), 2 * Patience);
}

void TestNodes::saysWhyNothingIsMeasured_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("words");
    const QByteArray secret(TestServer::Secret);
    QTest::newRow("a wrong key") << secret << QByteArray("another key")
                                 << QStringLiteral("The server does not accept the API key");
    QTest::newRow("no key") << secret << QByteArray()
                            << QStringLiteral("CENTRIFUGO_API_KEY is not");
    QTest::newRow("a wrong secret")
        << QByteArray("another secret") << QByteArray(TestServer::ApiKey)
        << QStringLiteral("The server does not accept the token");
}

void TestNodes::saysWhyNothingIsMeasured()
{
    QFETCH(const QByteArray, secret);
    QFETCH(const QByteArray, key);
    QFETCH(const QString, words);
    startNodes(false);
    ConnectionSettings connection = serverConnection(*m_a);
    connection.apiKey = Secret(key);
    connection.tokenHmacSecret = Secret(secret);
    m_probe->start(nodesOf(connection), asAlice());
    QTRY_VERIFY_WITH_TIMEOUT(explanation(0, 0).contains(words), 2 * Patience);
    QCOMPARE(verdicts(), (QList<ProbeVerdict>{ProbeVerdict::NotMeasured}));
}

void TestNodes::leavesNothingBehind()
{
    startNodes(false);
    m_probe->start(nodesOf(serverConnection(*m_a)), asAlice());
    const QString channel = m_probe->channel();
    QTRY_COMPARE_WITH_TIMEOUT(m_a->clientCount(channel), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(verdicts(), allSeen(1), 2 * Patience);
    m_probe->stop();
    QVERIFY(!m_probe->isRunning());
    QTRY_COMPARE_WITH_TIMEOUT(m_a->clientCount(channel), 0, Patience);
    QVERIFY(m_probe->matrix().cell(0, 0).seen > 0); // what was measured stays
}

Q_DECLARE_METATYPE(ProbeVerdict)

REALTIME_TEST(TestNodes, QCoreApplication)
#include "tst_nodes.moc"
