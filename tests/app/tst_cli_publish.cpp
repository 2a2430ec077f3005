// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/patience.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>

namespace {

const QString Publish = QStringLiteral("publish");

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
    void sendsAFile();
    void readsNoMoreThanAPublication();
    void saysHowToWriteTheData_data();
    void saysHowToWriteTheData();
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

namespace {

/** A file that is there as long as this. */
class DataFile
{
public:
    explicit DataFile(const QByteArray &content)
    {
        m_file.open();
        m_file.write(content);
        m_file.flush();
    }

    QString argument() const { return u'@' + m_file.fileName(); }

private:
    QTemporaryFile m_file;
};

} // namespace

void TestCliPublish::sendsAFile()
{
    const DataFile file("\xEF\xBB\xBF\r\n[12345678901234567890]\r\n");
    const CliResult result =
        runCli({Publish, QStringLiteral("history:file"), file.argument()}, m_server.environment());
    QCOMPARE(result.err, QByteArray());
    QCOMPARE(result.exitCode, 0);
    QVERIFY(history(QStringLiteral("history:file")).contains("\"data\":[12345678901234567890]"));
}

void TestCliPublish::readsNoMoreThanAPublication()
{
    const QByteArray large('"' + QByteArray(1024 * 1024, 'x') + '"');
    const DataFile file(large);
    for (const QString &data : {file.argument(), QStringLiteral("-")}) {
        const CliResult result =
            runCli({Publish, QStringLiteral("news"), data, QStringLiteral("--publication-limit=1")},
                   m_server.environment(), data == QStringLiteral("-") ? large : QByteArray());
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("holds more than 1 MB, nothing is sent"),
                 result.err.constData());
    }
}

void TestCliPublish::saysHowToWriteTheData_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("shell");
    QTest::addColumn<QByteArray>("file");
    const auto row = [](const char *name, const QByteArray &data, const QByteArray &shell,
                        const QByteArray &file) { QTest::newRow(name) << data << shell << file; };
    const QByteArray bare("A text needs double quotes, inside the single ones of the shell: "
                          "'\"hello\"'.\n");
    const QByteArray plain("A text needs double quotes: \"hello\".\n");
    row("a word", "hello", bare, plain);
    row("a date", "2026-11-30", bare, plain);
    row("single quotes", "'CANARY'", bare, plain);
    row("quotes that the shell took", "{CANARY:1}", "in single ones: '{\"text\": \"hello\"}'.\n",
        "Keys and texts need double quotes: {\"text\": \"hello\"}.\n");
    row("a word of another language", "None", "true, false and null, in small letters.\n",
        "true, false and null, in small letters.\n");
    const QByteArray lines("while IFS= read -r line; do realtime-monitor publish CHANNEL -- "
                           "\"$line\"; done.\n");
    row("one value a line", "{\"a\":1}\r\n\r\n{\"a\":2}\r\n", lines, lines);
    row("one text a line", "\"a\"\n\"CANARY\"", lines, lines);
    row("nothing to guess", "{\"a\":}", "A value is missing.\n", "A value is missing.\n");
    row("UTF-16", QByteArray("\xFF\xFE{\0}\0", 6), {}, "It is UTF-16: save it as UTF-8.\n");
    row("a picture", QByteArray("\x89PNG\r\n\0\0", 8), {},
        "It is binary: a message is JSON text.\n");
}

void TestCliPublish::saysHowToWriteTheData()
{
    QFETCH(const QByteArray, data);
    QFETCH(const QByteArray, shell);
    QFETCH(const QByteArray, file);
    const DataFile named(data);
    const auto refusal = [this](const QString &argument, const QByteArray &input) {
        const CliResult result = runCli({Publish, QStringLiteral("history:hint"), argument},
                                        m_server.environment(), input);
        return result.exitCode == 2 && result.err.count('\n') == 1 && !result.err.contains("CANARY")
            ? result.err
            : "wrong: " + result.err;
    };
    if (!shell.isEmpty()) {
        QVERIFY2(refusal(QString::fromUtf8(data), {}).endsWith(shell),
                 refusal(QString::fromUtf8(data), {}).constData());
    }
    QVERIFY2(refusal(named.argument(), {}).endsWith(file),
             refusal(named.argument(), {}).constData());
    QVERIFY2(refusal(QStringLiteral("-"), data).endsWith(file),
             refusal(QStringLiteral("-"), data).constData());
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
