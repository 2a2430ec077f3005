// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/fakehttpserver.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>

namespace {

/** Waits in the event loop, so that a server of this process can answer. */
CliResult runBeside(const QStringList &arguments, const QProcessEnvironment &environment)
{
    CliProcess cli;
    cli.setEnvironment(environment);
    cli.start(arguments);
    const bool hasEnded =
        QTest::qWaitFor([&cli] { return cli.process().state() == QProcess::NotRunning; }, Patience);
    return hasEnded ? cli.waitForEnd() : CliResult();
}

QProcessEnvironment environmentFor(const QString &api)
{
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_URL"), api);
    environment.insert(QStringLiteral("CENTRIFUGO_API_KEY"), QLatin1String(TestServer::ApiKey));
    return environment;
}

} // namespace

/** `presence`, `channels` and `info` with a server that answers badly, not at all, or too much. */
class TestCliQueryFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void explainsABadAnswer_data();
    void explainsABadAnswer();
    void masksSecretsInAnError();
    void namesADeadServer();
    void endsInTime();
    void endsWithASignal();
    void endsWithASignalWhileItsReaderWaits();
    void keepsAlignedWhatIsLong();
    void showsNothingHidden();
    void keepsJsonWhatIsNone();
    void listsTenThousandToAReaderOfOne_data();
    void listsTenThousandToAReaderOfOne();
    void listsTenThousand();

private:
    QProcessEnvironment environment() const
    {
        return environmentFor(m_server.url(QStringLiteral("/api")).toString());
    }
    /** `{"result":{"channels":…}}` with this many. */
    static QByteArray manyChannels(int count);

    FakeHttpServer m_server;
};

void TestCliQueryFaults::explainsABadAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArrayList>("says");
    const auto http = [](const QByteArray &head, const QByteArray &body) {
        return "HTTP/1.1 " + head + "\r\nContent-Length: " + QByteArray::number(body.size())
            + "\r\n\r\n" + body;
    };
    const QByteArray json = "200 OK\r\nContent-Type: application/json";
    const QByteArray foreign = "The answer is not one of Centrifugo's";
    QTest::newRow("another program")
        << http(json, R"({"status":"ok"})")
        << QByteArrayList{foreign, "The answer can't be read", "Check the address"};
    QTest::newRow("an empty result") << http(json, R"({"result":{}})") << QByteArrayList{foreign};
    QTest::newRow("a page") << http("404 Not Found\r\nContent-Type: text/html", "<html>")
                            << QByteArrayList{"http 404", "There is no HTTP API at this address"};
    QTest::newRow("a firewall") << http("403 Forbidden", "no")
                                << QByteArrayList{"http 403", "a proxy or firewall protects"};
    QTest::newRow("a proxy alone") << http("502 Bad Gateway", "")
                                   << QByteArrayList{"http 502", "but not Centrifugo behind it"};
    QTest::newRow("half an answer")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"result\":{\"presence\":{")
        << QByteArrayList{"The connection was closed before the answer was complete.", "  fix: "};
    QTest::newRow("none at all") << QByteArray()
                                 << QByteArrayList{"closed before the answer was complete"};
    QTest::newRow("no HTTP") << QByteArray("SSH-2.0-server\r\n\r\n")
                             << QByteArrayList{"does not answer in HTTP"};
}

void TestCliQueryFaults::explainsABadAnswer()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QByteArrayList, says);
    FakeHttpServer server;
    server.setAnswer(answer);
    server.closeAfterAnswer();
    const QProcessEnvironment environment =
        environmentFor(server.url(QStringLiteral("/api")).toString());
    for (const char *line : {"presence who", "channels", "info"}) {
        const CliResult result = runBeside(words(line), environment);
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(result.out, QByteArray());
        for (const QByteArray &part : says) {
            QVERIFY2(result.err.contains(part), result.err.constData());
        }
        QVERIFY2(!result.err.contains("publish"), result.err.constData());
    }
    QCOMPARE(server.requests().size(), 3); // each once
}

void TestCliQueryFaults::masksSecretsInAnError()
{
    m_server.setJson(R"({"error":{"code":1000,"message":"no CANARY-hmac"}})");
    QProcessEnvironment withSecret = environment();
    withSecret.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"),
                      QStringLiteral("CANARY-hmac"));
    const CliResult result = runBeside(words("channels --json"), withSecret);
    QVERIFY2(result.out.contains("no [secret]"), result.out);
    QVERIFY2(!(result.out + result.err).contains("CANARY-hmac"), result.out + result.err);
}

void TestCliQueryFaults::namesADeadServer()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QProcessEnvironment environment =
        environmentFor(QStringLiteral("http://127.0.0.1:%1/api").arg(closed.serverPort()));
    closed.close();
    const CliResult result = runCli(words("info"), environment);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("Nothing accepts connections at 127.0.0.1"),
             result.err.constData());
}

void TestCliQueryFaults::endsInTime()
{
    m_server.setAnswer({});
    const CliResult result = runBeside(words("channels --timeout 1"), environment());
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("The server did not answer in time"), result.err.constData());
    QVERIFY2(!result.err.contains("publish"), result.err.constData());
}

void TestCliQueryFaults::endsWithASignal()
{
    m_server.setAnswer({});
    const qsizetype before = m_server.requests().size();
    CliProcess cli;
    cli.setEnvironment(environment());
    cli.start(words("presence who --json --timeout 100"));
    QTRY_COMPARE_WITH_TIMEOUT(m_server.requests().size(), before + 1, Patience);
    cli.send(SIGINT);
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 130);
    QCOMPARE(result.out, QByteArray());
}

void TestCliQueryFaults::endsWithASignalWhileItsReaderWaits()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("out"));
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    const int reader = ::open(QFile::encodeName(path).constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    QVERIFY(reader >= 0);
    const auto closing = qScopeGuard([reader] { ::close(reader); });
    m_server.setJson(manyChannels(30'000));
    CliProcess cli;
    cli.setEnvironment(environment());
    cli.process().setStandardOutputFile(path);
    cli.start(words("channels --json --timeout 100"));
    const auto unread = [reader] {
        int bytes = 0;
        ::ioctl(reader, FIONREAD, &bytes);
        return bytes;
    };
    QTRY_VERIFY_WITH_TIMEOUT(unread() > 60'000, Patience);
    cli.send(SIGINT);
    QByteArray out;
    const auto readOn = [&out, reader] {
        std::array<char, 65'536> bytes{};
        const auto size = ::read(reader, bytes.data(), bytes.size());
        out.append(bytes.data(), std::max<qsizetype>(0, size));
    };
    const auto hasEnded = [&] {
        readOn();
        return cli.process().state() == QProcess::NotRunning;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(), Patience);
    readOn();
    QCOMPARE(cli.waitForEnd().exitCode, 130);
    QVERIFY(out.endsWith("}\n")); // a whole line, but not the last
    QVERIFY(!out.contains("\"channels\""));
}

/** One long name costs its own row, not all the others: 65,000 rows as wide would be gigabytes. */
void TestCliQueryFaults::keepsAlignedWhatIsLong()
{
    const QByteArray name(5'000, 'n');
    const QByteArray info(5'000, 'i');
    m_server.setJson(R"({"result":{"presence":{"1":{"user":")" + name
                     + R"("},"2":{"user":"b","conn_info":")" + info + R"("},"3":{"user":""}}}})");
    const CliResult result = runBeside(words("presence a"), environment());
    QCOMPARE(result.exitCode, 0);
    const QByteArray room(39, ' ');
    QCOMPARE(
        result.lines(),
        (QList<QByteArray>{"USER" + room.first(38) + "CLIENT  CONNECTION INFO", "-" + room + "  3",
                           "b" + room + "  2       \"" + info.first(199)
                               + "\xE2\x80\xA6 (5002 characters in all)",
                           name + "  1", "3 clients, 3 users"}));
}

void TestCliQueryFaults::showsNothingHidden()
{
    m_server.setJson("{\"result\":{\"presence\":{\"c\\u001b[2J\":{\"user\":\"a\\nb\\u202e\","
                     "\"conn_info\":{\n\t\"a\":1}}}}}");
    const CliResult result = runBeside(words("presence a"), environment());
    QCOMPARE(result.lines().value(1), QByteArray("a\\u000ab\\u202e  c\\u001b[2J  {  \"a\":1}"));
    QCOMPARE(result.lines().size(), 3);
}

void TestCliQueryFaults::keepsJsonWhatIsNone()
{
    m_server.setJson(R"({"result":{"presence":{"c":{"user":"u","conn_info":{"a":@@}}}}})");
    const CliResult result = runBeside(words("presence a --json"), environment());
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.objects().constFirst().value(QStringLiteral("conn_info")).toString(),
             QStringLiteral("{\"a\":@@}"));
}

QByteArray TestCliQueryFaults::manyChannels(int count)
{
    QByteArrayList channels;
    for (int i = 0; i < count; ++i) {
        channels.append("\"room:" + QByteArray::number(i)
                        + "\":{\"num_clients\":" + QByteArray::number(1 + i % 1'000) + '}');
    }
    return R"({"result":{"channels":{)" + channels.join(',') + "}}}";
}

void TestCliQueryFaults::listsTenThousandToAReaderOfOne_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QByteArray>("first");
    QTest::newRow("text") << QString() << QByteArray("CLIENTS  CHANNEL\n");
    QTest::newRow("JSON") << QStringLiteral("--json")
                          << QByteArray("{\"kind\":\"channel\",\"channel\":\"room:1999\","
                                        "\"clients\":1000}\n");
}

void TestCliQueryFaults::listsTenThousandToAReaderOfOne()
{
    QFETCH(const QString, option);
    QFETCH(const QByteArray, first);
    m_server.setJson(manyChannels(10'000));
    QProcess shell;
    shell.setProcessEnvironment(environment());
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"),
                 QStringLiteral("{ \"$REALTIME_PROGRAM\" channels %1; echo \"code $?\" >&2; } | "
                                "head -n 1")
                     .arg(option)});
    QTRY_COMPARE_WITH_TIMEOUT(shell.state(), QProcess::NotRunning, Patience);
    QCOMPARE(shell.readAllStandardOutput(), first);
    QCOMPARE(shell.readAllStandardError(), QByteArray("code 0\n"));
}

void TestCliQueryFaults::listsTenThousand()
{
    m_server.setJson(manyChannels(10'000));
    const CliResult result = runBeside(words("channels room:*"), environment());
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.lines().size(), 10'002);
    QCOMPARE(result.lines().constLast(), QByteArray("10000 channels, 5005000 subscriptions"));
}

REALTIME_TEST(TestCliQueryFaults, QCoreApplication)
#include "tst_cli_queryfaults.moc"
