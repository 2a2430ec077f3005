// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/patience.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <memory>
#include <vector>

/** `presence`, `channels` and `info`. tst_cli_queryfaults has what a server should not answer. */
class TestCliQueries : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void listsClients();
    void listsClientsAsJson();
    void listsAnEmptyChannel();
    void listsChannels();
    void listsChannelsAsJson();
    void listsTheNode();
    void needsNoKeyWhereTheServerAsksForNone();
    void explainsARefusal_data();
    void explainsARefusal();
    void writesARefusalAsJson();
    void isDisabledWithoutAKey();
    void failsWithAFullDisk();

private:
    /** A client of the real server that stays until the end of the test. */
    void subscribe(const QString &user, const QStringList &channels, const QByteArray &info = {});
    CliResult run(const char *line) { return runCli(words(line), m_server.environment()); }

    std::vector<std::unique_ptr<CliProcess>> m_clients;
};

void TestCliQueries::cleanup()
{
    for (const auto &client : m_clients) {
        client->send(SIGTERM);
        client->waitForEnd();
    }
    m_clients.clear();
    ServerTest::cleanup();
}

void TestCliQueries::subscribe(const QString &user, const QStringList &channels,
                               const QByteArray &info)
{
    auto client = std::make_unique<CliProcess>();
    QProcessEnvironment environment = m_server.environment();
    if (!info.isEmpty()) {
        environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_CLAIMS"),
                           QString::fromUtf8("{\"info\":" + info + '}'));
    }
    client->setEnvironment(environment);
    client->start(QStringList{QStringLiteral("watch"), QStringLiteral("--user"), user,
                              QStringLiteral("--json")}
                  + channels);
    QVERIFY2(client->waitForLine(Live), client->soFar().err.constData());
    m_clients.push_back(std::move(client));
}

void TestCliQueries::listsClients()
{
    subscribe(QStringLiteral("bob"), {QStringLiteral("who")});
    subscribe(QStringLiteral("alice"), {QStringLiteral("who")}, R"({"name":"Alice"})");
    subscribe(QStringLiteral("bob"), {QStringLiteral("who")});
    const CliResult result = run("presence who");
    QCOMPARE(result.err, QByteArray());
    QCOMPARE(result.exitCode, 0);
    const QList<QByteArray> lines = result.lines();
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines.at(0), "USER   CLIENT" + QByteArray(32, ' ') + "CONNECTION INFO");
    const QRegularExpression uuid(QStringLiteral("[0-9a-f-]{36}"));
    const auto withoutId = [&uuid](const QByteArray &line) {
        return QString::fromUtf8(line).replace(uuid, QStringLiteral("ID"));
    };
    QCOMPARE(withoutId(lines.at(1)), QStringLiteral("alice  ID  {\"name\":\"Alice\"}"));
    QCOMPARE(withoutId(lines.at(2)), QStringLiteral("bob    ID"));
    QCOMPARE(withoutId(lines.at(3)), QStringLiteral("bob    ID"));
    QCOMPARE(lines.at(4), QByteArray("3 clients, 2 users"));
}

void TestCliQueries::listsClientsAsJson()
{
    subscribe(QStringLiteral("bob"), {QStringLiteral("json")});
    subscribe(QStringLiteral("alice"), {QStringLiteral("json")}, R"({"name":"Alice"})");
    const CliResult result = run("presence json --json");
    QCOMPARE(result.err, QByteArray());
    QCOMPARE(result.exitCode, 0);
    QList<QJsonObject> objects = result.objects();
    QCOMPARE(objects.size(), 3);
    QSet<QString> ids;
    for (int i : {0, 1}) {
        ids.insert(objects[i].take(QStringLiteral("client")).toString());
    }
    QCOMPARE(ids.size(), 2);
    QVERIFY(!ids.contains(QString()));
    const auto client = [](const char *user, const QJsonValue &info) {
        return QJsonObject{{QStringLiteral("kind"), QStringLiteral("client")},
                           {QStringLiteral("channel"), QStringLiteral("json")},
                           {QStringLiteral("user"), QLatin1String(user)},
                           {QStringLiteral("conn_info"), info},
                           {QStringLiteral("chan_info"), QJsonValue::Null}};
    };
    const QJsonObject counts{{QStringLiteral("kind"), QStringLiteral("presence")},
                             {QStringLiteral("channel"), QStringLiteral("json")},
                             {QStringLiteral("clients"), 2},
                             {QStringLiteral("users"), 2}};
    const QJsonObject alice{{QStringLiteral("name"), QStringLiteral("Alice")}};
    QCOMPARE(objects,
             (QList<QJsonObject>{client("alice", alice), client("bob", QJsonValue::Null), counts}));
}

void TestCliQueries::listsAnEmptyChannel()
{
    QCOMPARE(run("presence nobody").out, QByteArray("0 clients, 0 users\n"));
    const CliResult json = run("presence nobody --json");
    QCOMPARE(json.out,
             QByteArray("{\"kind\":\"presence\",\"channel\":\"nobody\",\"clients\":0,"
                        "\"users\":0}\n"));
    QCOMPARE(json.exitCode, 0);
}

void TestCliQueries::listsChannels()
{
    subscribe(QStringLiteral("alice"), {QStringLiteral("list-b"), QStringLiteral("list-a")});
    subscribe(QStringLiteral("bob"), {QStringLiteral("list-b"), QStringLiteral("plain:x")});
    const CliResult result = run("channels list-*");
    QCOMPARE(result.err, QByteArray());
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.out,
             QByteArray("CLIENTS  CHANNEL\n"
                        "      2  list-b\n"
                        "      1  list-a\n"
                        "2 channels, 3 subscriptions\n"));
    QVERIFY(run("channels").out.contains("\n      1  plain:x\n"));
    QCOMPARE(run("channels nothing-*").out, QByteArray("0 channels, 0 subscriptions\n"));
}

void TestCliQueries::listsChannelsAsJson()
{
    subscribe(QStringLiteral("alice"), {QStringLiteral("seen-b"), QStringLiteral("seen-a")});
    const CliResult result = run("channels --json seen-*");
    QCOMPARE(result.out,
             QByteArray("{\"kind\":\"channel\",\"channel\":\"seen-a\",\"clients\":1}\n"
                        "{\"kind\":\"channel\",\"channel\":\"seen-b\",\"clients\":1}\n"
                        "{\"kind\":\"channels\",\"pattern\":\"seen-*\",\"channels\":2,"
                        "\"subscriptions\":2}\n"));
    const QJsonObject counts = run("channels --json").objects().constLast();
    QVERIFY(counts.value(QStringLiteral("pattern")).isNull());
}

void TestCliQueries::listsTheNode()
{
    const CliResult text = run("info");
    QCOMPARE(text.err, QByteArray());
    QCOMPARE(text.exitCode, 0);
    QCOMPARE(text.lines().size(), 3);
    QCOMPARE(text.lines().at(0).simplified(),
             QByteArray("NODE VERSION CLIENTS USERS CHANNELS SUBSCRIPTIONS UPTIME"));
    QVERIFY2(text.lines().at(2).startsWith("1 node, "), text.out.constData());

    const CliResult json = run("info --json");
    QCOMPARE(json.exitCode, 0);
    const QList<QJsonObject> objects = json.objects();
    QCOMPARE(objects.size(), 2);
    QCOMPARE(objects.at(0).keys(),
             (QStringList{
                 QStringLiteral("channels"), QStringLiteral("clients"), QStringLiteral("kind"),
                 QStringLiteral("name"), QStringLiteral("subscriptions"), QStringLiteral("uid"),
                 QStringLiteral("uptime_s"), QStringLiteral("users"), QStringLiteral("version")}));
    QCOMPARE(objects.at(0).value(QStringLiteral("kind")).toString(), QStringLiteral("node"));
    QVERIFY(!objects.at(0).value(QStringLiteral("name")).toString().isEmpty());
    QCOMPARE(objects.at(1).value(QStringLiteral("kind")).toString(), QStringLiteral("info"));
    QCOMPARE(objects.at(1).value(QStringLiteral("nodes")).toInt(), 1);
}

void TestCliQueries::needsNoKeyWhereTheServerAsksForNone()
{
    TestServer server;
    server.setOption(QStringLiteral("http_api.insecure"), true);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    QProcessEnvironment environment = server.environment();
    environment.remove(QStringLiteral("CENTRIFUGO_API_KEY"));
    for (const char *line : {"presence who", "channels", "info"}) {
        QCOMPARE(runCli(words(line), environment).exitCode, 3);
        const CliResult result =
            runCli(words(line) + QStringList{QStringLiteral("--no-api-key")}, environment);
        QVERIFY2(result.exitCode == 0, result.err.constData());
    }
}

void TestCliQueries::explainsARefusal_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArrayList>("says");
    const QString key = QLatin1String(TestServer::ApiKey);
    const QByteArray wrongKey = "The server does not accept the API key (HTTP 401)";
    QTest::newRow("presence is off")
        << QStringLiteral("presence plain:a") << key
        << QByteArrayList{"presence failed, 108: not available",
                          "Presence is off by default, for each namespace. It is off in ",
                          "  fix: Switch on `presence` there.",
                          R"({"name": "plain", "presence": true})"};
    QTest::newRow("no such namespace") << QStringLiteral("presence nowhere:a") << key
                                       << QByteArrayList{"presence failed, 102: unknown channel",
                                                         "  at http://", "is not configured"};
    QTest::newRow("a pattern that is none")
        << QStringLiteral("channels a[") << key
        << QByteArrayList{"channels failed, 100: internal server error",
                          "the pattern of the channels is not a glob"};
    QTest::newRow("presence, wrong key")
        << QStringLiteral("presence who") << QStringLiteral("another key")
        << QByteArrayList{"presence failed, http 401", wrongKey};
    QTest::newRow("channels, wrong key")
        << QStringLiteral("channels") << QStringLiteral("another key")
        << QByteArrayList{"channels failed, http 401", wrongKey};
    QTest::newRow("info, wrong key") << QStringLiteral("info") << QStringLiteral("another key")
                                     << QByteArrayList{"info failed, http 401", wrongKey,
                                                       "  fix: Set CENTRIFUGO_API_KEY to the key"};
}

void TestCliQueries::explainsARefusal()
{
    QFETCH(const QString, line);
    QFETCH(const QString, key);
    QFETCH(const QByteArrayList, says);
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_KEY"), key);
    const CliResult result = runCli(line.split(u' '), environment);
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.out, QByteArray());
    for (const QByteArray &part : says) {
        QVERIFY2(result.err.contains(part), result.err.constData());
    }
    QVERIFY(!result.err.contains("publish"));
    QVERIFY(!holdsSecret(result.err));
}

void TestCliQueries::writesARefusalAsJson()
{
    const CliResult result = run("presence plain:a --json");
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.out,
             QByteArray("{\"kind\":\"query_failed\",\"command\":\"presence\",\"layer\":\"server\","
                        "\"code\":108,\"reason\":\"not available\"}\n"));
    QVERIFY(result.err.startsWith("realtime-monitor: presence failed, 108"));
}

void TestCliQueries::isDisabledWithoutAKey()
{
    QProcessEnvironment environment = m_server.environment();
    environment.remove(QStringLiteral("CENTRIFUGO_API_KEY"));
    for (const char *line : {"presence who --json", "channels --json", "info --json"}) {
        const CliResult result = runCli(words(line), environment);
        QCOMPARE(result.exitCode, 3);
        QCOMPARE(result.out, QByteArray());
        QCOMPARE(result.err,
                 QByteArray("realtime-monitor: realtime is disabled: CENTRIFUGO_API_KEY is not "
                            "set, the server is "
                            "not asked; an API that asks for no key: --no-api-key\n"));
    }
}

void TestCliQueries::failsWithAFullDisk()
{
    QProcess shell;
    shell.setProcessEnvironment(m_server.environment());
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"), QStringLiteral("\"$REALTIME_PROGRAM\" info >/dev/full")});
    QVERIFY(shell.waitForFinished(Patience));
    QCOMPARE(shell.exitCode(), 1);
}

REALTIME_TEST(TestCliQueries, QCoreApplication)
#include "tst_cli_queries.moc"
