// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/patience.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace {

const QString Publish = QStringLiteral("publish");

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ');
}

QProcessEnvironment without(QProcessEnvironment environment, const char *name)
{
    environment.remove(QLatin1String(name));
    return environment;
}

} // namespace

/** `publish` without --prove. tst_cli_prove has the rest. */
class TestCliPublish : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void printsWhereItWent_data();
    void printsWhereItWent();
    void sendsTheBytes_data();
    void sendsTheBytes();
    void sendsAllThatIsPiped();
    void failsWithAClosedOutput();
    void sendsNothingThatIsNoJson_data();
    void sendsNothingThatIsNoJson();
    void isDisabledWithoutAnApiKey();
    void needsNoSecret();
    void namesTheRefusal_data();
    void namesTheRefusal();
    void saysUnknownAfterATimeout();
    void saysUnknownOfABrokenAnswer_data();
    void saysUnknownOfABrokenAnswer();
    void namesADeadServer();

private:
    /** What the history holds, as the server's own text. */
    QByteArray history(const QString &channel);
};

QByteArray TestCliPublish::history(const QString &channel)
{
    return m_server.call(QStringLiteral("history"),
                         "{\"limit\":-1,\"channel\":\"" + channel.toUtf8() + "\"}");
}

void TestCliPublish::printsWhereItWent_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("with history") << QStringLiteral("history:where") << true;
    QTest::newRow("without") << QStringLiteral("plain:where") << false;
}

void TestCliPublish::printsWhereItWent()
{
    QFETCH(const QString, channel);
    QFETCH(const bool, isKept);
    const CliResult text = runCli({Publish, channel, QStringLiteral("{}")}, m_server.environment());
    QCOMPARE(text.exitCode, 0);
    QCOMPARE(text.err, QByteArray());
    const QByteArray start = "published " + channel.toUtf8() + (isKept ? " 1 " : " - ");
    QVERIFY2(text.out.startsWith(start), text.out.constData());
    QCOMPARE(text.lines().size(), 1);

    const CliResult json = runCli(
        {Publish, channel, QStringLiteral("{}"), QStringLiteral("--json")}, m_server.environment());
    QCOMPARE(json.exitCode, 0);
    QCOMPARE(json.lines().size(), 1);
    const QJsonObject object = json.objects().constFirst();
    QCOMPARE(object.value(QStringLiteral("kind")).toString(), QStringLiteral("published"));
    QCOMPARE(object.value(QStringLiteral("channel")).toString(), channel);
    QVERIFY(object.value(QStringLiteral("api_ms")).toDouble() > 0);
    QCOMPARE(object.value(QStringLiteral("offset")).toInt(), isKept ? 2 : 0);
    QCOMPARE(object.value(QStringLiteral("epoch")).isNull(), !isKept);
}

void TestCliPublish::sendsTheBytes_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<bool>("fromInput");
    for (const bool fromInput : {false, true}) {
        const auto row = [fromInput](const char *name, const QByteArray &data) {
            QTest::addRow("%s, %s", name, fromInput ? "from standard input" : "as an argument")
                << data << fromInput;
        };
        row("a number beyond double", "{\"n\":1e400}");
        row("duplicate keys", "{\"a\":1,\"a\":2}");
        row("20 digits", "12345678901234567890.0");
        row("inner spaces", "{ \"a\" :\t[ ] }");
        row("escapes and UTF-8", "\"\\u00e9\\/\xC3\xA9\xF0\x9F\x98\x80\"");
        row("a shell's worries", "\"$(x) `y` 'z' \\\\\"");
    }
}

void TestCliPublish::sendsTheBytes()
{
    QFETCH(const QByteArray, data);
    QFETCH(const bool, fromInput);
    const QString channel = QStringLiteral("plain:bytes");
    CliProcess watch; // since the API compacts the data of a history
    watch.setEnvironment(m_server.environment());
    watch.start(words("watch plain:bytes --user alice --json --count 1 --timeout 20"));
    QVERIFY(watch.waitForLine("\"state\":\"live\""));
    const QString argument = fromInput ? QStringLiteral("-") : QString::fromUtf8(data);
    const CliResult result = runCli({Publish, channel, argument}, m_server.environment(),
                                    fromInput ? data + '\n' : QByteArray());
    QCOMPARE(result.exitCode, 0);
    const CliResult watched = watch.waitForEnd();
    QVERIFY2(watched.out.contains("\"data\":" + data), watched.out.constData());
}

void TestCliPublish::sendsAllThatIsPiped()
{
    QProcess shell;
    shell.setProcessEnvironment(m_server.environment());
    // More than a pipe holds, so that it comes in pieces.
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"),
                 QStringLiteral("head -c 300000 /dev/zero | tr '\\0' 1 | "
                                "\"$REALTIME_PROGRAM\" publish history:piped -")});
    QVERIFY(shell.waitForFinished(Patience));
    QCOMPARE(shell.exitCode(), 0);
    QVERIFY(history(QStringLiteral("history:piped"))
                .contains("\"data\":" + QByteArray(300'000, '1') + ','));
}

/** No socket of the program may take the number of a closed output. */
void TestCliPublish::failsWithAClosedOutput()
{
    QProcess shell;
    shell.setProcessEnvironment(m_server.environment());
    shell.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"), QStringLiteral("\"$REALTIME_PROGRAM\" publish plain:a 1 >&-")});
    QVERIFY(shell.waitForFinished(Patience));
    QCOMPARE(shell.exitCode(), 1);
    const QByteArray err = shell.readAllStandardError();
    QVERIFY2(err.contains("Bad file descriptor"), err.constData());
}

void TestCliPublish::sendsNothingThatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a word") << QByteArray("CANARY");
    QTest::newRow("two values") << QByteArray("1 2");
    QTest::newRow("an open object") << QByteArray("{\"CANARY\":");
    QTest::newRow("not UTF-8") << QByteArray("\"\xFF\"");
}

void TestCliPublish::sendsNothingThatIsNoJson()
{
    QFETCH(const QByteArray, data);
    const CliResult result =
        runCli(words("publish history:nothing -"), m_server.environment(), data);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.err.contains("column"), result.err.constData());
    QVERIFY(!result.err.contains("CANARY"));
    QVERIFY(!history(QStringLiteral("history:nothing")).contains("\"data\""));
}

void TestCliPublish::isDisabledWithoutAnApiKey()
{
    const CliResult result = runCli(words("publish history:disabled {}"),
                                    without(m_server.environment(), "CENTRIFUGO_API_KEY"));
    QCOMPARE(result.exitCode, 3);
    QCOMPARE(result.out, QByteArray());
    QVERIFY(result.err.contains("disabled"));
    QVERIFY(result.err.contains("CENTRIFUGO_API_KEY"));
    QVERIFY(!history(QStringLiteral("history:disabled")).contains("\"data\""));
    QCOMPARE(runCli(words("publish news {}")).exitCode, 3);
}

void TestCliPublish::needsNoSecret()
{
    QCOMPARE(runCli(words("publish news {}"),
                    without(m_server.environment(), "CENTRIFUGO_TOKEN_HMAC_SECRET"))
                 .exitCode,
             0);
}

void TestCliPublish::namesTheRefusal_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QByteArray>("words");
    const QString good = QLatin1String(TestServer::ApiKey);
    QTest::newRow("unknown namespace")
        << good << QStringLiteral("unknown:a")
        << QByteArray("102: The server refused the publish: unknown channel");
    QTest::newRow("wrong key") << QStringLiteral("CANARY-key") << QStringLiteral("news")
                               << QByteArray("http 401");
}

void TestCliPublish::namesTheRefusal()
{
    QFETCH(const QString, key);
    QFETCH(const QString, channel);
    QFETCH(const QByteArray, words);
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_KEY"), key);
    const CliResult result =
        runCli({Publish, channel, QStringLiteral("{}"), QStringLiteral("--json")}, environment);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains(words), result.err.constData());
    QVERIFY(!result.err.contains("CANARY"));
    const QJsonObject object = result.objects().value(0);
    QCOMPARE(result.lines().size(), 1);
    QCOMPARE(object.value(QStringLiteral("kind")).toString(), QStringLiteral("publish_failed"));
    QCOMPARE(object.value(QStringLiteral("channel")).toString(), channel);
    QCOMPARE(object.value(QStringLiteral("state")).toString(), QStringLiteral("rejected"));
}

namespace {

/** Takes requests; answers each with `answer`, then closes. */
class BrokenApi : public QTcpServer
{
public:
    explicit BrokenApi(const QByteArray &answer)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, answer] {
                posts += int(socket->readAll().count("POST "));
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
    }

    int posts = 0;
};

} // namespace

void TestCliPublish::saysUnknownAfterATimeout()
{
    QTcpServer mute; // accepts and never answers
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_URL"),
                       QStringLiteral("http://127.0.0.1:%1/api").arg(mute.serverPort()));
    const CliResult result = runCli(words("publish news {} --timeout 1"), environment);
    QCOMPARE(result.exitCode, 4);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.err.contains("the outcome is unknown: the message may have been published"),
             result.err.constData());
}

void TestCliPublish::saysUnknownOfABrokenAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("a cut one") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
    QTest::newRow("a proxy's 502") << QByteArray("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    QTest::newRow("error 100") << QByteArray(
        "HTTP/1.1 200 OK\r\n\r\n{\"error\":{\"code\":100,\"message\":\"x\"}}");
}

void TestCliPublish::saysUnknownOfABrokenAnswer()
{
    QFETCH(const QByteArray, answer);
    BrokenApi api(answer);
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_URL"),
                       QStringLiteral("http://127.0.0.1:%1/api").arg(api.serverPort()));
    CliProcess cli;
    cli.setEnvironment(environment);
    cli.start(words("publish news {} --json"));
    QTRY_COMPARE(api.posts, 1); // runs the event loop, and with it the server
    QTRY_COMPARE(cli.process().state(), QProcess::NotRunning);
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 4);
    QVERIFY2(result.err.contains("the outcome is unknown: the message may have been published"),
             result.err.constData());
    QCOMPARE(result.objects().value(0).value(QStringLiteral("state")).toString(),
             QStringLiteral("unknown"));
    QCOMPARE(api.posts, 1);
}

void TestCliPublish::namesADeadServer()
{
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_URL"), QStringLiteral("http://127.0.0.1:1/"));
    const CliResult result = runCli(words("publish news {} --json"), environment);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("nothing was sent, tcp "), result.err.constData());
    QCOMPARE(result.objects().value(0).value(QStringLiteral("state")).toString(),
             QStringLiteral("not_sent"));
}

REALTIME_TEST(TestCliPublish, QCoreApplication)
#include "tst_cli_publish.moc"
