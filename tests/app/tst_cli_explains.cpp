// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/fakehttpserver.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QTcpServer>
#include <QTest>

#include <csignal>

/** The command line says what a failure means, in the words of the window. */
class TestCliExplains : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void explainsAFailure_data();
    void explainsAFailure();
    void explainsARefusedPublish();
    void saysItOnce();
    void explainsALimitOfConnections();
    void refusesAShortSecret_data();
    void refusesAShortSecret();
};

void TestCliExplains::explainsAFailure_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArrayList>("says");
    const QByteArray none("CENTRIFUGO_TOKEN"); // stays empty
    QTest::newRow("a channel that is not allowed")
        << words("watch closed:a --user alice --timeout 20") << none << QString()
        << QByteArrayList{"closed:a: unsubscribed (103: permission denied)",
                          "  at ws://",
                          "This user may not do that with this channel (103",
                          "  why: The user \xE2\x80\x9C"
                          "alice\xE2\x80\x9D has no permission",
                          "  fix: Allow it in the namespace",
                          "\"allow_subscribe_for_client\": true"};
    QTest::newRow("no user") << words("watch closed:a --user= --timeout 20") << none << QString()
                             << QByteArrayList{"  why: The connection has no user",
                                               "give one with `--user`",
                                               "\"allow_subscribe_for_anonymous\": true"};
    QTest::newRow("another secret")
        << words("watch news --user alice --timeout 20")
        << QByteArray("CENTRIFUGO_TOKEN_HMAC_SECRET") << QStringLiteral("not the secret")
        << QByteArrayList{"refused (3500: invalid token)", "`aud` or `iss`",
                          "  fix: Set CENTRIFUGO_TOKEN_HMAC_SECRET"};
    QTest::newRow("a refused ready token")
        << words("watch news --timeout 20") << QByteArray("CENTRIFUGO_TOKEN")
        << QStringLiteral("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.AAAA")
        << QByteArrayList{"  why: The ready token is not one that the server",
                          "  fix: Get a new token from the application"};
    QTest::newRow("no path") << words("watch news --user alice --timeout 1")
                             << QByteArray("CENTRIFUGO_WS_URL")
                             << QStringLiteral("ws://127.0.0.1:%1").arg(m_server.port())
                             << QByteArrayList{"The address has no path", "/connection/websocket"};
}

void TestCliExplains::explainsAFailure()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, variable);
    QFETCH(const QString, value);
    QFETCH(const QByteArrayList, says);
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QString::fromLatin1(variable), value);
    const CliResult result = runCli(arguments, environment);
    QCOMPARE(result.exitCode, 1);
    for (const QByteArray &part : says) {
        QVERIFY2(result.err.contains(part), result.err.constData());
    }
    QVERIFY(!holdsSecret(result.err));
}

void TestCliExplains::explainsARefusedPublish()
{
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_KEY"), QStringLiteral("another key"));
    const CliResult result = runCli(words("publish plain:a 1"), environment);
    QCOMPARE(result.exitCode, 1);
    const QByteArray api = m_server.apiUrl().toEncoded();
    QVERIFY2(
        result.err.contains("  at " + api + ": The server does not accept the API key (HTTP 401)"),
        result.err.constData());
    QVERIFY(result.err.contains("  why: CENTRIFUGO_API_KEY is not the key of the server at "));
    QVERIFY(result.err.contains("  fix: Set CENTRIFUGO_API_KEY to the key"));
}

void TestCliExplains::saysItOnce()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QString url =
        QStringLiteral("ws://127.0.0.1:%1/connection/websocket").arg(closed.serverPort());
    closed.close();
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_WS_URL"), url);
    CliProcess cli;
    cli.setEnvironment(environment);
    cli.start(words("watch news --user alice"));
    QVERIFY(cli.waitFor([&cli] { return cli.soFar().err.count("failed, tcp 0") >= 3; }));
    cli.send(SIGTERM);
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.err.count("  at " + url.toLatin1() + ": Nothing listens at the address"), 1);
    QCOMPARE(result.err.count("  fix: "), 1);
}

void TestCliExplains::explainsALimitOfConnections()
{
    TestServer server;
    server.setOption(QStringLiteral("client.connection_limit"), 1);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    CliProcess first;
    first.setEnvironment(server.environment());
    first.start(words("watch plain:a --user alice"));
    QVERIFY(first.waitForWords("live"));
    const CliResult second =
        runCli(words("watch plain:a --user bob --timeout 1"), server.environment());
    QCOMPARE(second.exitCode, 1);
    QVERIFY2(second.err.contains("The server takes no more connections at present (HTTP 503)"),
             second.err.constData());
    QVERIFY(second.err.contains("{\"client\": {\"connection_limit\": 10000"));
    QVERIFY(!second.err.contains("A proxy answers"));
}

void TestCliExplains::refusesAShortSecret_data()
{
    QTest::addColumn<QByteArray>("variable");
    for (const char *variable :
         {"CENTRIFUGO_API_KEY", "CENTRIFUGO_TOKEN_HMAC_SECRET", "CENTRIFUGO_TOKEN"}) {
        QTest::newRow(variable) << QByteArray(variable);
    }
}

void TestCliExplains::refusesAShortSecret()
{
    QFETCH(const QByteArray, variable);
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QString::fromLatin1(variable), QStringLiteral("abc"));
    const CliResult result = runCli(words("publish plain:a 1"), environment);
    QVERIFY(result.exitCode != 0);
    QVERIFY2(result.err.contains(variable + " is shorter than 4 characters"),
             result.err.constData());
}

REALTIME_TEST(TestCliExplains, QCoreApplication)
#include "tst_cli_explains.moc"
