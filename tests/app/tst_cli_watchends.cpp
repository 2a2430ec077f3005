// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/patience.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

const QByteArray LongData = '"' + QByteArray(40'000, 'x') + '"';

/** A pipe with a name for the program's output, and its reader, who reads only when told to. */
class NamedPipe
{
public:
    NamedPipe()
        : m_path(m_folder.filePath(QStringLiteral("pipe")))
    {
        const QByteArray name = QFile::encodeName(m_path);
        if (::mkfifo(name.constData(), 0600) == 0) {
            m_reader = ::open(name.constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        }
    }
    ~NamedPipe() { ::close(m_reader); }
    NamedPipe(const NamedPipe &) = delete;
    NamedPipe &operator=(const NamedPipe &) = delete;

    QString path() const { return m_path; }
    /** It holds what a pipe can, less than one piece short of it. */
    bool isFull() const
    {
        int held = 0;
        return ::ioctl(m_reader, FIONREAD, &held) == 0 && held > 60'000;
    }
    /** All up to the end of the line with `words`, or what came until nothing came for long. */
    QByteArray readLinesUntil(const QByteArray &words) const
    {
        QByteArray all;
        QByteArray piece(65'536, '\0');
        pollfd watched{m_reader, POLLIN, 0};
        while (!(all.endsWith('\n') && all.contains(words)) && ::poll(&watched, 1, Patience) == 1) {
            const ssize_t size = ::read(m_reader, piece.data(), std::size_t(piece.size()));
            all.append(piece.constData(), std::max<qsizetype>(0, qsizetype(size)));
        }
        return all;
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
    int m_reader = -1;
};

} // namespace

/** How `watch` ends, and what it does not end at. */
class TestCliWatchEnds : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void endsAtTheCount();
    void leavesNobodyBehind();
    void endsAtTheTimeout_data();
    void endsAtTheTimeout();
    void endsWhenItIsRefused_data();
    void endsWhenItIsRefused();
    void endsWhenAReadyTokenIsGarbage();
    void endsWhenAReadyTokenIsExpired();
    void endsWithOneRefusedChannelOfTwoWhenStrict();
    void endsWhenTheServerThrowsItOut();
    void retriesWhereNobodyListens();
    void comesBackAfterARestart();
    void isDisabledWithoutSecretAndToken();
    void endsBySignal_data();
    void endsBySignal();
    void endsBySignalWhileItRetries();
    void isQuietWhenTheReaderGoes();
    void endsBySignalWhileItsReaderIsStuck();
    void writesTheRestAfterASignal_data() { endsBySignal_data(); }
    void writesTheRestAfterASignal();

private:
    void expectRefusedToken(const QString &token, const QByteArray &code);
};

void TestCliWatchEnds::endsAtTheCount()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(words("watch plain:count --user alice --count 3 --timeout 20"));
    QVERIFY(cli.waitForWords("live"));
    for (int i = 0; i < 10; ++i) {
        QVERIFY(m_server.publish(QStringLiteral("plain:count"), QByteArray::number(i)));
    }
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.lines().size(), 3);
    QVERIFY(result.lines().constLast().endsWith(" plain:count - 2"));
}

void TestCliWatchEnds::leavesNobodyBehind()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(words("watch presence --user alice --json"));
    QVERIFY(cli.waitForLine(Live));
    QCOMPARE(m_server.clientCount(QStringLiteral("presence")), 1);
    cli.send(SIGINT);
    QCOMPARE(cli.waitForEnd().exitCode, 130);
    QCOMPARE(m_server.clientCount(QStringLiteral("presence")), 0);
}

void TestCliWatchEnds::endsAtTheTimeout_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("isAlive");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("live") << words("watch news --user alice --timeout 1") << true << 0;
    QTest::newRow("live with a count")
        << words("watch news --user alice --timeout 1 --count 1") << true << 1;
    QTest::newRow("not live") << words("watch news --user alice --timeout 1") << false << 1;
}

void TestCliWatchEnds::endsAtTheTimeout()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const bool, isAlive);
    QProcessEnvironment environment = m_server.environment();
    QTcpServer mute; // accepts and never answers
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    environment.insert(QStringLiteral("CENTRIFUGO_WS_URL"),
                       isAlive ? m_server.webSocketUrl().toString()
                               : QStringLiteral("ws://127.0.0.1:%1/x").arg(mute.serverPort()));
    const CliResult result = runCli(arguments, environment);
    QTEST(result.exitCode, "exitCode");
    QCOMPARE(result.out, QByteArray());
    QCOMPARE(result.err.contains("time is up"), result.exitCode == 1);
}

void TestCliWatchEnds::endsWhenItIsRefused_data()
{
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("reason");
    const QString good = QLatin1String(TestServer::Secret);
    const auto row = [](const char *name, const QString &secret, const char *channel,
                        const QByteArray &code, const QByteArray &reason) {
        QTest::newRow(name) << secret << QString::fromLatin1(channel) << code << reason;
    };
    row("wrong secret", QStringLiteral("wrong-secret-1234"), "news", "3500", "invalid token");
    row("the channel of another user", good, "user#alice", "103", "permission denied");
    row("a closed namespace", good, "closed:a", "103", "permission denied");
    row("an unknown namespace", good, "unknown:a", "102", "unknown channel");
}

void TestCliWatchEnds::endsWhenItIsRefused()
{
    QFETCH(const QString, secret);
    QFETCH(const QString, channel);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, reason);
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"), secret);
    const CliResult result = runCli({QStringLiteral("watch"), channel, QStringLiteral("--user"),
                                     QStringLiteral("bob"), QStringLiteral("--json")},
                                    environment);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.out.contains("\"code\":" + code + ",\"reason\":\"" + reason + "\""),
             result.out.constData());
    QVERIFY2(result.err.contains(code + ": " + reason), result.err.constData());
    QCOMPARE(result.out.contains("\"state\":\"refused\""), code == "3500");
    QCOMPARE(result.out.contains("\"state\":\"offline\""), code != "3500");
}

void TestCliWatchEnds::expectRefusedToken(const QString &token, const QByteArray &code)
{
    QProcessEnvironment environment = m_server.environment();
    environment.remove(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"));
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN"), token);
    const CliResult result = runCli(words("watch news --json --timeout 15"), environment);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.out.contains("\"code\":" + code), result.out.constData());
    QVERIFY2(!result.err.contains("time is up"), result.err.constData());
    QVERIFY(!result.err.contains(token.toLatin1()));
}

void TestCliWatchEnds::endsWhenAReadyTokenIsGarbage()
{
    expectRefusedToken(QStringLiteral("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.AAAA"), "3500");
}

void TestCliWatchEnds::endsWhenAReadyTokenIsExpired()
{
    const CliResult minted = runCli(words("token --user alice --ttl 1"), m_server.environment());
    // A second may pass only while something is watched for: a session that outlives it.
    QCOMPARE(runCli(words("watch news --user alice --timeout 3"), m_server.environment()).exitCode,
             0);
    expectRefusedToken(QString::fromLatin1(minted.out.trimmed()), "109");
}

void TestCliWatchEnds::endsWithOneRefusedChannelOfTwoWhenStrict()
{
    const CliResult result =
        runCli(words("watch news user#alice --user bob --json --strict"), m_server.environment());
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.out.contains(
        "{\"kind\":\"subscription\",\"channel\":\"user#alice\",\"state\":\"unsubscribed\","
        "\"code\":103,\"reason\":\"permission denied\",\"received_at\":"));
}

void TestCliWatchEnds::endsWhenTheServerThrowsItOut()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(words("watch news --user mallory --json"));
    QVERIFY(cli.waitForLine(Live));
    m_server.call(QStringLiteral("disconnect"), "{\"user\":\"mallory\"}");
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.out.contains("\"state\":\"refused\",\"code\":3503,"), result.out.constData());
    // The last word: no subscription comes after it.
    QVERIFY2(result.lines().constLast().contains("refused"), result.out.constData());
}

void TestCliWatchEnds::retriesWhereNobodyListens()
{
    TestServer server;
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    server.kill();
    CliProcess cli;
    cli.setEnvironment(server.environment());
    cli.start(words("watch news --user alice --json"));
    QVERIFY(cli.waitForLine("{\"kind\":\"error\",\"channel\":null,\"layer\":\"tcp\""));
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    QVERIFY(cli.waitForLine(Live));
    cli.send(SIGTERM);
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 143);
    QCOMPARE(result.out.count("\"state\":\"connecting\""), 1);
    QCOMPARE(result.out.count(Live), 1);
}

void TestCliWatchEnds::comesBackAfterARestart()
{
    TestServer server;
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    CliProcess cli;
    cli.setEnvironment(server.environment());
    cli.start(words("watch news --user alice --json --count 1"));
    QVERIFY(cli.waitForLine(Live));
    server.kill();
    QVERIFY(cli.waitForLine("\"kind\":\"error\""));
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    QTRY_COMPARE_WITH_TIMEOUT(server.clientCount(QStringLiteral("news")), 1, Patience);
    QVERIFY(server.publish(QStringLiteral("news"), "1"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.out.count(Live), 2);
    QCOMPARE(result.out.count("\"state\":\"connecting\""), 2);
}

void TestCliWatchEnds::isDisabledWithoutSecretAndToken()
{
    const CliResult result = runCli(words("watch news --user alice --json"));
    QCOMPARE(result.exitCode, 3);
    QVERIFY(result.err.contains("CENTRIFUGO_TOKEN_HMAC_SECRET"));
    QCOMPARE(result.lines().size(), 1);
    QCOMPARE(result.objects().constFirst().value(QStringLiteral("state")).toString(),
             QStringLiteral("disabled"));
    QCOMPARE(runCli(words("watch news --user alice")).out, QByteArray());
}

void TestCliWatchEnds::endsBySignal_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("SIGINT") << SIGINT << 130;
    QTest::newRow("SIGTERM") << SIGTERM << 143;
    QTest::newRow("SIGHUP") << SIGHUP << 129;
}

void TestCliWatchEnds::endsBySignal()
{
    QFETCH(const int, signal);
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(words("watch news --user alice --json"));
    QVERIFY(cli.waitForLine(Live));
    cli.send(signal);
    const CliResult result = cli.waitForEnd();
    QTEST(result.exitCode, "exitCode");
    QVERIFY(result.lines().constLast().startsWith(
        "{\"kind\":\"state\",\"state\":\"offline\",\"code\":0,\"reason\":\"\",\"received_at\":"));
}

void TestCliWatchEnds::endsBySignalWhileItRetries()
{
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_WS_URL"), QStringLiteral("ws://127.0.0.1:1/x"));
    CliProcess cli;
    cli.setEnvironment(environment);
    cli.start(words("watch news --user alice --json"));
    QVERIFY(cli.waitForLine("\"kind\":\"error\""));
    cli.send(SIGINT);
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 130);
    QVERIFY(result.lines().constLast().contains("\"state\":\"offline\""));
}

void TestCliWatchEnds::isQuietWhenTheReaderGoes()
{
    QProcess shell;
    shell.setProcessEnvironment(m_server.environment());
    // The reader takes one line and goes; the program's code comes back on descriptor 3.
    shell.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
         QStringLiteral(
             "exec 3>&1; { \"$REALTIME_PROGRAM\" watch plain:pipe --user alice --timeout 60; "
             "echo \"code $?\" >&3; } | head -n 1 >/dev/null")});
    QByteArray err;
    const auto read = [&shell, &err] { return err += shell.readAllStandardError(); };
    QTRY_VERIFY_WITH_TIMEOUT(read().contains("live"), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_server.publish(QStringLiteral("plain:pipe"), "1")
                                 && shell.state() == QProcess::NotRunning,
                             Patience);
    QCOMPARE(shell.readAllStandardOutput(), QByteArray("code 0\n"));
    QVERIFY2(!read().contains("cannot"), err.constData());
}

void TestCliWatchEnds::endsBySignalWhileItsReaderIsStuck()
{
    const NamedPipe pipe; // never reads
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.process().setStandardOutputFile(pipe.path());
    cli.start(words("watch plain:stuck --user alice"));
    QVERIFY(cli.waitForWords("live"));
    for (int i = 0; i < 5; ++i) {
        QVERIFY(m_server.publish(QStringLiteral("plain:stuck"), LongData));
    }
    QTRY_VERIFY(pipe.isFull());
    cli.send(SIGINT);
    QCOMPARE(cli.waitForEnd().exitCode, 130);
}

void TestCliWatchEnds::writesTheRestAfterASignal()
{
    QFETCH(const int, signal);
    const NamedPipe pipe;
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.process().setStandardOutputFile(pipe.path());
    cli.start(words("watch plain:rest --user alice --json"));
    QVERIFY(cli.waitForWords("live"));
    QVERIFY(m_server.publish(QStringLiteral("plain:rest"), LongData));
    QVERIFY(m_server.publish(QStringLiteral("plain:rest"), LongData));
    QTRY_VERIFY(pipe.isFull());
    cli.send(signal);
    CliResult result{-1, pipe.readLinesUntil(R"("state":"offline")"), {}};
    QVERIFY(result.out.contains(R"("state":"offline")"));
    QTEST(cli.waitForEnd().exitCode, "exitCode");
    QCOMPARE(result.out.count(LongData + "}\n"), 2); // whole, although the pipe held but one
    for (const QJsonObject &object : result.objects()) {
        QVERIFY(!object.isEmpty());
    }
}

REALTIME_TEST(TestCliWatchEnds, QCoreApplication)
#include "tst_cli_watchends.moc"
