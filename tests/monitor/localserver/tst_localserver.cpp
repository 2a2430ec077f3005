// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/localserver/localserver.h"
#include "monitor/localserver/localserverprogram.h"

#include "support/fakeclock.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace std::chrono_literals;
using ServerState = LocalServer::State;

namespace {

constexpr char ReadyLine[] = "echo '{\"address\":\"127.0.0.1:4711\",\"port\":4711}'\n";

QByteArray processFile(qint64 process, const char *name)
{
    QFile file(QStringLiteral("/proc/%1/%2").arg(process).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/** The fake children are shell scripts; the real server runs where there is one. */
class TestLocalServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_real = qEnvironmentVariable("REALTIME_LOCAL_SERVER"); }
    void init()
    {
        qputenv("REALTIME_LOCAL_SERVER", m_real.toLocal8Bit());
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void becomesReady();
    void givesConfigurationOnStandardInputOnly();
    void hidesOurVariables();
    void replacesOneThatIsNotReady();
    void replacesOneThatTalksGarbage_data();
    void replacesOneThatTalksGarbage();
    void givesUpAfterThreeDeaths();
    void forgivesOldDeaths();
    void startsAnewAfterFailure();
    void keepsItsSecretsOverAStop();
    void survivesThatNothingCanBeForked();
    void saysWhyThereIsNone();
    void killsOneThatDoesNotEnd();
    void staysQuietAfterStop();
    void realServerComesBack();
    void realServerRestartsInPlace();
    void realServerWaitsForItsPort();

private:
    void useScript(const QByteArray &body);
    bool useRealServer();

    QString m_real;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLocalServer::useScript(const QByteArray &body)
{
    QFile file(m_folder->filePath(QStringLiteral("server")));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("#!/bin/sh\n" + body);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    file.close();
    qputenv("REALTIME_LOCAL_SERVER", file.fileName().toLocal8Bit());
}

bool TestLocalServer::useRealServer()
{
    return !localServerProgram().isEmpty();
}

void TestLocalServer::becomesReady()
{
    useScript(QByteArray(ReadyLine) + "exec cat >/dev/null\n");
    FakeClock clock;
    LocalServer server(clock);
    QSignalSpy states(&server, &LocalServer::stateChanged);
    QSignalSpy ready(&server, &LocalServer::ready);
    server.start();
    QCOMPARE(server.state(), ServerState::Starting);
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, Patience);
    QCOMPARE(states.count(), 2);
    QCOMPARE(server.state(), ServerState::Running);
    QCOMPARE(server.port(), quint16(4711));
    QVERIFY(server.processId() > 0);
    const ConnectionSettings connection = server.connection();
    QCOMPARE(connection.source, ConnectionSettings::Source::LocalServer);
    QCOMPARE(connection.webSocketUrl,
             QUrl(QStringLiteral("ws://127.0.0.1:4711/connection/websocket")));
    QCOMPARE(connection.apiUrl, QUrl(QStringLiteral("http://127.0.0.1:4711/api")));
    QCOMPARE(connection.apiKey.reveal().size(), 64);
    QVERIFY(connection.apiKey != connection.tokenHmacSecret);
}

void TestLocalServer::givesConfigurationOnStandardInputOnly()
{
    const QString told = m_folder->filePath(QStringLiteral("told"));
    useScript("read -r line; printf '%s' \"$line\" >'" + told.toLocal8Bit() + "'\n" + ReadyLine
              + "exec cat >/dev/null\n");
    FakeClock clock;
    LocalServer server(clock);
    QSignalSpy ready(&server, &LocalServer::ready);
    server.start(4711);
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, Patience);
    QFile file(told);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray configuration = file.readAll();
    const QByteArray secret = server.connection().tokenHmacSecret.reveal();
    QVERIFY(configuration.contains("\"hmac_secret_key\":\"" + secret + '"'));
    QVERIFY(configuration.contains("\"key\":\"" + server.connection().apiKey.reveal() + '"'));
    QVERIFY(configuration.contains("\"port\":4711"));
    for (const char *name : {"cmdline", "environ"}) {
        QVERIFY(!processFile(server.processId(), name).contains(secret));
    }
}

void TestLocalServer::hidesOurVariables()
{
    const QString told = m_folder->filePath(QStringLiteral("told"));
    useScript("env >'" + told.toLocal8Bit() + "'\n" + ReadyLine + "exec cat >/dev/null\n");
    qputenv("CENTRIFUGO_API_KEY", "canary-7f3a");
    FakeClock clock;
    LocalServer server(clock);
    QSignalSpy ready(&server, &LocalServer::ready);
    server.start();
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, Patience);
    qunsetenv("CENTRIFUGO_API_KEY");
    QFile file(told);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("canary-7f3a"));
}

void TestLocalServer::replacesOneThatIsNotReady()
{
    useScript("exec cat >/dev/null\n");
    FakeClock clock;
    LocalServer server(clock);
    server.start();
    const qint64 first = server.processId();
    clock.advance(9999ms);
    QCOMPARE(server.state(), ServerState::Starting);
    clock.advance(1ms);
    QCOMPARE(server.state(), ServerState::Restarting);
    QVERIFY2(server.errorText().contains(QStringLiteral("10 s")), qPrintable(server.errorText()));
    clock.advance(200ms);
    QVERIFY(server.processId() > 0);
    QVERIFY(server.processId() != first);
    clock.advance(10s);
    clock.advance(200ms);
    clock.advance(10s);
    QCOMPARE(server.state(), ServerState::Failed);
}

void TestLocalServer::replacesOneThatTalksGarbage_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("not JSON") << QByteArray("echo hello");
    QTest::newRow("no port") << QByteArray("echo '{}'");
    QTest::newRow("a port too large") << QByteArray("echo '{\"port\":65536}'");
    QTest::newRow("a line without an end") << QByteArray("head -c 200000 /dev/zero");
}

void TestLocalServer::replacesOneThatTalksGarbage()
{
    QFETCH(QByteArray, words);
    useScript(words + "\nexec cat >/dev/null\n");
    FakeClock clock;
    LocalServer server(clock);
    server.start();
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Restarting, Patience);
    QVERIFY(server.errorText().contains(QStringLiteral("did not say where")));
}

void TestLocalServer::givesUpAfterThreeDeaths()
{
    useScript("printf 'bad\\033[31m port\\nin use\\n' >&2; exit 3\n");
    FakeClock clock;
    LocalServer server(clock);
    QSignalSpy ready(&server, &LocalServer::ready);
    server.start();
    for (int death = 1; death < 3; ++death) {
        QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Restarting, Patience);
        clock.advance(200ms);
        QTRY_VERIFY_WITH_TIMEOUT(
            server.processId() != 0 || server.state() != ServerState::Restarting, Patience);
        QTRY_VERIFY_WITH_TIMEOUT(server.processId() == 0, Patience);
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Failed, Patience);
    QCOMPARE(ready.count(), 0);
    const QString text = server.errorText();
    QVERIFY2(text.contains(QStringLiteral("three times")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("code 3")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("bad\\u001b[31m port in use")), qPrintable(text));
    clock.advance(1min);
    QCOMPARE(server.state(), ServerState::Failed);
}

void TestLocalServer::forgivesOldDeaths()
{
    useScript(QByteArray(ReadyLine) + "exec cat >/dev/null\n");
    FakeClock clock;
    LocalServer server(clock);
    QSignalSpy ready(&server, &LocalServer::ready);
    server.start();
    for (int start = 1; start <= 5; ++start) {
        QTRY_COMPARE_WITH_TIMEOUT(ready.count(), start, Patience);
        ::kill(static_cast<pid_t>(server.processId()), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Restarting, Patience);
        clock.advance(200ms);
        QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Running, Patience);
        clock.advance(16s);
    }
}

void TestLocalServer::startsAnewAfterFailure()
{
    useScript("exit 1\n");
    FakeClock clock;
    LocalServer server(clock);
    server.start();
    QTRY_VERIFY_WITH_TIMEOUT((clock.advance(200ms), server.state() == ServerState::Failed),
                             Patience);
    useScript(QByteArray(ReadyLine) + "exec cat >/dev/null\n");
    server.start();
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Running, Patience);
    QCOMPARE(server.errorText(), QString());
}

void TestLocalServer::keepsItsSecretsOverAStop()
{
    useScript(QByteArray(ReadyLine) + "exec cat >/dev/null\n");
    FakeClock clock;
    LocalServer server(clock);
    server.start();
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Running, Patience);
    const ConnectionSettings before = server.connection();
    server.stop();
    server.start(server.port());
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Running, Patience);
    QVERIFY(server.connection() == before);
}

void TestLocalServer::survivesThatNothingCanBeForked()
{
    useScript(QByteArray(ReadyLine) + "exec cat >/dev/null\n");
    FakeClock clock;
    LocalServer server(clock);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit noPipes{0, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &noPipes), 0);
    server.start();
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    QCOMPARE(server.state(), ServerState::Restarting);
    clock.advance(200ms);
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Running, Patience);
}

void TestLocalServer::saysWhyThereIsNone()
{
    qputenv("REALTIME_LOCAL_SERVER", "/nonexistent/server");
    QVERIFY(localServerProgram().isEmpty());
    QVERIFY(whyNoLocalServer().contains(QStringLiteral("/nonexistent/server")));
    qunsetenv("REALTIME_LOCAL_SERVER");
    QVERIFY(!localServerProgram().isEmpty() || whyNoLocalServer().contains(QStringLiteral("Go")));
    qputenv("REALTIME_LOCAL_SERVER", "/nonexistent/server");
    FakeClock clock;
    LocalServer server(clock);
    server.start();
    QCOMPARE(server.state(), ServerState::Failed);
    QVERIFY(!server.errorText().isEmpty());
}

void TestLocalServer::killsOneThatDoesNotEnd()
{
    useScript(QByteArray("trap '' TERM\n") + ReadyLine + "while :; do sleep 0.1; done\n");
    FakeClock clock;
    LocalServer server(clock);
    server.start();
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Running, Patience);
    const auto process = static_cast<pid_t>(server.processId());
    server.stop();
    QCOMPARE(server.state(), ServerState::Stopped);
    QCOMPARE(server.processId(), 0);
    clock.advance(1999ms);
    QCOMPARE(::kill(process, 0), 0);
    clock.advance(1ms);
    QTRY_VERIFY_WITH_TIMEOUT(::kill(process, 0) != 0, Patience);
}

void TestLocalServer::staysQuietAfterStop()
{
    useScript("exec cat >/dev/null\n");
    FakeClock clock;
    LocalServer server(clock);
    server.start();
    const auto process = static_cast<pid_t>(server.processId());
    server.stop();
    QSignalSpy states(&server, &LocalServer::stateChanged);
    QTRY_VERIFY_WITH_TIMEOUT(::kill(process, 0) != 0, Patience);
    clock.advance(1min);
    QCOMPARE(states.count(), 0);
}

void TestLocalServer::realServerComesBack()
{
    if (!useRealServer()) {
        QSKIP("the local server was not built");
    }
    const Centrifuge::SystemClock clock;
    pid_t process = 0;
    {
        LocalServer server(clock);
        QSignalSpy ready(&server, &LocalServer::ready);
        server.start();
        QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, Patience);
        const ConnectionSettings before = server.connection();
        const quint16 port = server.port();
        QVERIFY(!processFile(server.processId(), "cmdline").contains(before.apiKey.reveal()));
        ::kill(static_cast<pid_t>(server.processId()), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 2, Patience);
        QCOMPARE(server.port(), port);
        QVERIFY(server.connection() == before);
        QTcpSocket socket;
        QSignalSpy connected(&socket, &QTcpSocket::connected);
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        QTRY_COMPARE_WITH_TIMEOUT(connected.count(), 1, Patience);
        process = static_cast<pid_t>(server.processId());
    }
    QVERIFY(::kill(process, 0) != 0); // it ends with us
}

void TestLocalServer::realServerRestartsInPlace()
{
    if (!useRealServer()) {
        QSKIP("the local server was not built");
    }
    const Centrifuge::SystemClock clock;
    LocalServer server(clock);
    QSignalSpy ready(&server, &LocalServer::ready);
    server.start();
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, Patience);
    const ConnectionSettings before = server.connection();
    const qint64 process = server.processId();
    server.restart();
    QCOMPARE(server.state(), ServerState::Restarting);
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 2, Patience);
    QVERIFY(server.processId() != process);
    QVERIFY(server.connection() == before);
    server.restart();
    server.stop();
    QCOMPARE(server.state(), ServerState::Stopped);
}

void TestLocalServer::realServerWaitsForItsPort()
{
    if (!useRealServer()) {
        QSKIP("the local server was not built");
    }
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    FakeClock clock;
    LocalServer server(clock);
    server.start(other.serverPort());
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Restarting, Patience);
    QVERIFY2(server.errorText().contains(QStringLiteral("in use")), qPrintable(server.errorText()));
    other.close();
    clock.advance(200ms);
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerState::Running, Patience);
    QCOMPARE(server.port(), quint16(server.connection().apiUrl.port()));
}

REALTIME_TEST(TestLocalServer, QCoreApplication)
#include "tst_localserver.moc"
