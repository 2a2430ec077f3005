// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"
#include "support/patience.h"
#include "support/testprogram.h"
#include "support/testredis.h"

#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <array>
#include <csignal>
#include <memory>

namespace {

const QString ServerCommand = QStringLiteral("server");
const QString Nodes = QStringLiteral("--nodes");
const QString Redis = QStringLiteral("--redis");
const QString RedisVariable = QStringLiteral("REALTIME_MONITOR_REDIS_URL");
constexpr char Password[] = "canary-redis-password";

/** A value of an export line. */
QString valueOf(const QByteArray &out, const QString &name)
{
    const QRegularExpression line(QStringLiteral("^export %1='([^']*)'$").arg(name),
                                  QRegularExpression::MultilineOption);
    return line.match(QString::fromUtf8(out)).captured(1);
}

/** The comment lines about the nodes. */
QList<QJsonObject> nodesOf(const CliResult &result)
{
    QList<QJsonObject> nodes;
    const QList<QByteArray> lines = result.lines();
    for (const QByteArray &line : lines) {
        if (line.startsWith("# ")) {
            nodes.append(QJsonDocument::fromJson(line.sliced(2)).object());
        }
    }
    return nodes;
}

QProcessEnvironment environmentOf(const CliResult &result, const QJsonObject &node)
{
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    for (const char *name : {"CENTRIFUGO_API_KEY", "CENTRIFUGO_TOKEN_HMAC_SECRET"}) {
        environment.insert(QLatin1String(name), valueOf(result.out, QLatin1String(name)));
    }
    environment.insert(QStringLiteral("CENTRIFUGO_WS_URL"),
                       node.value(QStringLiteral("ws_url")).toString());
    environment.insert(QStringLiteral("CENTRIFUGO_API_URL"),
                       node.value(QStringLiteral("api_url")).toString());
    return environment;
}

/** The last process that standard error names for a node. */
qint64 processOf(const QByteArray &words, int node)
{
    const QRegularExpression pattern(
        QStringLiteral("node %1 of 2 is running on port \\d+ as process (\\d+)").arg(node));
    qint64 process = 0;
    auto matches = pattern.globalMatch(QString::fromUtf8(words));
    while (matches.hasNext()) {
        process = matches.next().captured(1).toLongLong();
    }
    return process;
}

QByteArray processFile(qint64 process, const char *name)
{
    QFile file(QStringLiteral("/proc/%1/%2").arg(process).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool listens(const QUrl &url)
{
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    return socket.waitForConnected();
}

/** Below the ports that the system gives to connections, where others come and go; 0 for none. */
int firstOfTwoFreePorts()
{
    constexpr int First = 20'000;
    constexpr int Count = 10'000;
    const int offset = QRandomGenerator::global()->bounded(Count);
    for (int i = 0; i < Count; ++i) {
        const int port = First + (offset + i) % Count;
        QTcpServer first;
        QTcpServer second;
        if (first.listen(QHostAddress::LocalHost, quint16(port))
            && second.listen(QHostAddress::LocalHost, quint16(port + 1))) {
            return port;
        }
    }
    return 0;
}

} // namespace

/** `realtime-monitor server --nodes`: a cluster out of the command line. */
class TestCliCluster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nodesShareWhatIsPublished();
    void queriesCoverAllNodes();
    void aNodeThatHangsIsNamed();
    void aDeadNodeComesBackInPlace();
    void takesAPasswordFromTheEnvironmentOnly();
    void usesPortsInARow();
    void refusesWrongUse_data();
    void refusesWrongUse();
    void saysThatRedisIsNotThere();

private:
    void startCluster(CliProcess &server, const QStringList &arguments = {});
    std::unique_ptr<TestRedis> m_redis;
};

void TestCliCluster::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    if (!TestRedis::isAvailable()) {
        QSKIP(TestRedis::WhySkipped);
    }
    m_redis = std::make_unique<TestRedis>();
    QVERIFY(m_redis->start());
}

void TestCliCluster::startCluster(CliProcess &server, const QStringList &arguments)
{
    server.start(QStringList{ServerCommand, Nodes, QStringLiteral("2"), Redis,
                             QString::fromUtf8(m_redis->url())}
                 + arguments);
    QVERIFY2(server.waitForLine("\"node\":2"), server.soFar().err.constData());
}

void TestCliCluster::nodesShareWhatIsPublished()
{
    CliProcess server;
    startCluster(server);
    const CliResult running = server.soFar();
    const QList<QJsonObject> nodes = nodesOf(running);
    QCOMPARE(nodes.size(), 2);
    QCOMPARE(running.lines().size(), 6);
    QCOMPARE(valueOf(running.out, QStringLiteral("CENTRIFUGO_WS_URL")),
             nodes.at(0).value(QStringLiteral("ws_url")).toString());
    QVERIFY(nodes.at(0) != nodes.at(1));

    for (const int from : {0, 1}) {
        CliProcess watch;
        watch.setEnvironment(environmentOf(running, nodes.at(from)));
        watch.start({QStringLiteral("watch"), QStringLiteral("plain:x"), QStringLiteral("--user"),
                     QStringLiteral("alice"), QStringLiteral("--count"), QStringLiteral("1"),
                     QStringLiteral("--json")});
        QVERIFY(watch.waitForLine("\"subscribed\""));
        const CliResult published = runCli(
            {QStringLiteral("publish"), QStringLiteral("plain:x"), QStringLiteral("\"across\"")},
            environmentOf(running, nodes.at(1 - from)));
        QCOMPARE(published.exitCode, 0);
        const CliResult watched = watch.waitForEnd();
        QCOMPARE(watched.exitCode, 0);
        QVERIFY(watched.out.contains("\"across\""));
    }

    server.send(SIGINT);
    QCOMPARE(server.waitForEnd().exitCode, 130);
    for (const QJsonObject &node : nodes) {
        QVERIFY(!listens(QUrl(node.value(QStringLiteral("api_url")).toString())));
    }
}

void TestCliCluster::queriesCoverAllNodes()
{
    CliProcess server;
    startCluster(server);
    const CliResult running = server.soFar();
    const QList<QJsonObject> nodes = nodesOf(running);
    std::array<CliProcess, 2> clients;
    for (std::size_t i = 0; i < clients.size(); ++i) {
        clients.at(i).setEnvironment(environmentOf(running, nodes.at(qsizetype(i))));
        clients.at(i).start(words("watch queried --user alice --json"));
        QVERIFY(clients.at(i).waitForLine("\"live\""));
    }
    for (const QJsonObject &node : nodes) {
        const QProcessEnvironment environment = environmentOf(running, node);
        const auto run = [&environment](const char *line) {
            return runCli(words(line), environment).out;
        };
        QVERIFY(run("presence queried --json").endsWith("\"clients\":2,\"users\":1}\n"));
        QVERIFY(run("channels queried").contains("      2  queried\n"));
        // What nodes say of themselves is some seconds old.
        QTRY_VERIFY_WITH_TIMEOUT(run("info").contains("\n2 nodes, 2 clients\n"), Patience);
    }
}

/** Only the channels are asked of every node. */
void TestCliCluster::aNodeThatHangsIsNamed()
{
    CliProcess server;
    startCluster(server);
    const CliResult running = server.soFar();
    const QProcessEnvironment environment = environmentOf(running, nodesOf(running).at(0));
    QTRY_VERIFY_WITH_TIMEOUT(runCli(words("info"), environment).out.contains("\n2 nodes, "),
                             Patience);
    const auto other = pid_t(processOf(running.err, 2));
    QVERIFY(other > 0);
    QCOMPARE(::kill(other, SIGSTOP), 0);
    const CliResult channels = runCli(words("channels"), environment);
    const CliResult presence = runCli(words("presence news"), environment);
    QCOMPARE(::kill(other, SIGCONT), 0);
    QCOMPARE(channels.exitCode, 1);
    QVERIFY2(channels.err.contains("Or a node did not answer in time"), channels.err.constData());
    QCOMPARE(presence.exitCode, 0);
    QCOMPARE(runCli(words("channels"), environment).exitCode, 0);
}

void TestCliCluster::aDeadNodeComesBackInPlace()
{
    CliProcess server;
    startCluster(server);
    const QList<QJsonObject> nodes = nodesOf(server.soFar());
    const qint64 process = processOf(server.soFar().err, 1);
    const qint64 other = processOf(server.soFar().err, 2);
    QVERIFY(process > 0 && other > 0);
    QCOMPARE(::kill(pid_t(process), SIGKILL), 0);
    QVERIFY(server.waitForWords("node 1 of 2 ended and is started again"));
    QVERIFY(server.waitFor([&] { return processOf(server.soFar().err, 1) != process; }));

    const CliResult running = server.soFar();
    QCOMPARE(running.lines().size(), 6); // said once: the addresses stay true
    QCOMPARE(processOf(running.err, 2), other);
    const CliResult published =
        runCli({QStringLiteral("publish"), QStringLiteral("news"), QStringLiteral("1")},
               environmentOf(running, nodes.at(0)));
    QCOMPARE(published.exitCode, 0);
}

void TestCliCluster::takesAPasswordFromTheEnvironmentOnly()
{
    TestRedis redis(Password);
    QVERIFY(redis.start());
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(RedisVariable, QString::fromUtf8(redis.url()));
    CliProcess server;
    server.setEnvironment(environment);
    server.start({ServerCommand, Nodes, QStringLiteral("2")});
    QVERIFY2(server.waitForLine("\"node\":2"), server.soFar().err.constData());
    for (const int node : {1, 2}) {
        const qint64 process = processOf(server.soFar().err, node);
        QVERIFY(!processFile(process, "cmdline").isEmpty());
        for (const char *name : {"cmdline", "environ"}) {
            QVERIFY(!processFile(process, name).contains(Password));
        }
    }
    server.send(SIGTERM);
    const CliResult result = server.waitForEnd();
    QCOMPARE(result.exitCode, 143);
    QVERIFY(!(result.out + result.err).contains(Password));
}

void TestCliCluster::usesPortsInARow()
{
    const int port = firstOfTwoFreePorts();
    QVERIFY(port > 0);
    CliProcess server;
    startCluster(server, {QStringLiteral("--port"), QString::number(port)});
    const QList<QJsonObject> nodes = nodesOf(server.soFar());
    QCOMPARE(nodes.size(), 2);
    for (const int node : {0, 1}) {
        const QUrl url(nodes.at(node).value(QStringLiteral("api_url")).toString());
        QCOMPARE(url.port(), port + node);
    }
}

void TestCliCluster::refusesWrongUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QByteArray>("words");
    const QByteArray none;
    QTest::newRow("no Redis") << QStringList{Nodes, QStringLiteral("2")} << none
                              << QByteArray("several nodes need --redis URL");
    QTest::newRow("a password") << QStringList{Redis,
                                               QStringLiteral("redis://:canary@localhost:6379")}
                                << none << QByteArray("--redis must not hold a password");
    QTest::newRow("another scheme") << QStringList{Redis, QStringLiteral("http://canary")} << none
                                    << QByteArray("--redis: The URL of Redis must be");
    QTest::newRow("a wrong variable")
        << QStringList{Nodes, QStringLiteral("2")} << QByteArray("canary")
        << QByteArray("REALTIME_MONITOR_REDIS_URL: The URL of Redis must be");
    QTest::newRow("a wrong variable for one node")
        << QStringList() << QByteArray("canary")
        << QByteArray("REALTIME_MONITOR_REDIS_URL: The URL of Redis must be");
    QTest::newRow("no nodes") << QStringList{Nodes, QStringLiteral("0")} << none
                              << QByteArray("--nodes takes a whole number from 1 to 9");
    QTest::newRow("too many") << QStringList{Nodes, QStringLiteral("10")} << none
                              << QByteArray("--nodes takes a whole number from 1 to 9");
    QTest::newRow("ports") << QStringList{Nodes, QStringLiteral("2"), QStringLiteral("--port"),
                                          QStringLiteral("65535")}
                           << none << QByteArray("not enough ports");
}

void TestCliCluster::refusesWrongUse()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, variable);
    QFETCH(const QByteArray, words);
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(RedisVariable, QString::fromUtf8(variable)); // empty is as good as unset
    const CliResult result = runCli(QStringList{ServerCommand} + arguments, environment);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.err.contains(words), result.err.constData());
    QVERIFY2(!result.err.contains("canary"), result.err.constData());
}

void TestCliCluster::saysThatRedisIsNotThere()
{
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(RedisVariable,
                       QStringLiteral("unix://:%1@/nowhere/s").arg(QLatin1String(Password)));
    const CliResult result = runCli({ServerCommand, Nodes, QStringLiteral("2")}, environment);
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.err.contains("cannot use Redis"), result.err.constData());
    QVERIFY2(!result.err.contains(Password), result.err.constData());
}

REALTIME_TEST(TestCliCluster, QCoreApplication)
#include "tst_cli_cluster.moc"
