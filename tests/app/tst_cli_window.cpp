// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"
#include "support/testprogram.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/** The options of the window, which shows itself on no display here. */
class TestCliWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesAPicture_data();
    void savesAPicture();
    void waitsForNoReader_data();
    void waitsForNoReader();
    void endsBySignal_data();
    void endsBySignal();
    void keepsWhatIsWatched_data();
    void keepsWhatIsWatched();
    void freshKeepsNothing();
};

namespace {

QProcessEnvironment windowEnvironment(const QString &folder)
{
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder);
    return environment;
}

/** Of a server that is not there. */
QProcessEnvironment serverEnvironment(const QString &folder)
{
    QProcessEnvironment environment = windowEnvironment(folder);
    environment.insert(QStringLiteral("CENTRIFUGO_WS_URL"), QStringLiteral("ws://127.0.0.1:9/x"));
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"),
                       QStringLiteral("secret-of-the-server"));
    return environment;
}

/** Empty if there is no such file. */
QString fileIn(const QTemporaryDir &folder, const char *name)
{
    QDirIterator file(folder.path(), {QString::fromLatin1(name)}, QDir::Files,
                      QDirIterator::Subdirectories);
    return file.hasNext() ? file.next() : QString();
}

QByteArray contentIn(const QTemporaryDir &folder, const char *name)
{
    QFile file(fileIn(folder, name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/** Carol watched a channel there. */
void writeKept(const QTemporaryDir &folder)
{
    const QString place = folder.filePath(QStringLiteral("realtime-monitor"));
    QVERIFY(QDir().mkpath(place));
    QFile file(place + QStringLiteral("/sessions.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write("{\"version\":1,\"sessions\":{\"environment ws://127.0.0.1:9/x\":{\"visit\":"
                       "{\"user\":\"carol\",\"channels\":[\"left:there\"]}}}}")
            > 0);
}

} // namespace

void TestCliWindow::savesAPicture_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("exitCode");
    if (TestServer::isAvailable()) {
        QTest::newRow("live") << QStringList{QStringLiteral("--demo")} << 0;
    }
    QTest::newRow("never live") << QStringList{QStringLiteral("--timeout"), QStringLiteral("1")}
                                << 1;
}

void TestCliWindow::savesAPicture()
{
    QFETCH(const QStringList, options);
    QTemporaryDir folder;
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.path());
    const QString picture = folder.filePath(QStringLiteral("window.png"));
    CliProcess cli;
    cli.process().setProcessEnvironment(environment);
    cli.start(QStringList{QStringLiteral("--screenshot"), picture} + options);
    const CliResult result = cli.waitForEnd();
    QTEST(result.exitCode, "exitCode");
    QCOMPARE(result.out, QByteArray());
    QFile file(picture);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(8).startsWith("\x89PNG"));
    QDirIterator settings(folder.path(), {QStringLiteral("settings.ini")}, QDir::Files,
                          QDirIterator::Subdirectories);
    QVERIFY(settings.hasNext());
    QVERIFY(!(QFile::permissions(settings.next())
              & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
}

void TestCliWindow::waitsForNoReader_data()
{
    QTest::addColumn<bool>("isOpen"); // by somebody who never reads
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("nobody") << false << QByteArray("nobody reads it");
    QTest::newRow("somebody who does not read") << true << QByteArray("its reader is too slow");
}

void TestCliWindow::waitsForNoReader()
{
    QFETCH(const bool, isOpen);
    QFETCH(const QByteArray, why);
    QTemporaryDir folder;
    const QString pipe = folder.filePath(QStringLiteral("pipe"));
    const QByteArray name = QFile::encodeName(pipe);
    QCOMPARE(::mkfifo(name.constData(), 0600), 0);
    const int reader = isOpen ? ::open(name.constData(), O_RDONLY | O_NONBLOCK) : -1;
    QCOMPARE(::fcntl(reader, F_SETPIPE_SZ, 4096) > 0, isOpen); // less than any picture
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.path());
    CliProcess cli;
    cli.process().setProcessEnvironment(environment);
    cli.start(
        {QStringLiteral("--screenshot"), pipe, QStringLiteral("--timeout"), QStringLiteral("1")});
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("cannot write " + name + ": " + why), result.err);
    ::close(reader);
}

void TestCliWindow::endsBySignal_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("SIGINT") << SIGINT << 130;
    QTest::newRow("SIGTERM") << SIGTERM << 143;
    QTest::newRow("SIGHUP") << SIGHUP << 129;
}

/** As if it was closed. */
void TestCliWindow::endsBySignal()
{
    QFETCH(const int, signal);
    QFETCH(const int, exitCode);
    QTemporaryDir folder;
    CliProcess cli;
    cli.process().setProcessEnvironment(windowEnvironment(folder.path()));
    cli.start({});
    QTRY_VERIFY(!fileIn(folder, "settings.ini").isEmpty());
    cli.send(signal);
    QCOMPARE(cli.waitForEnd().exitCode, exitCode);
    const QByteArray kept = contentIn(folder, "sessions.json");
    QVERIFY2(kept.contains("\"panes\""), kept);
}

void TestCliWindow::keepsWhatIsWatched_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("ended") << SIGTERM;
    QTest::newRow("killed") << SIGKILL; // nothing can be done then: it was saved before
}

/** What was left is restored, or it would not be there any more. */
void TestCliWindow::keepsWhatIsWatched()
{
    QFETCH(const int, signal);
    QTemporaryDir folder;
    writeKept(folder);
    CliProcess cli;
    cli.process().setProcessEnvironment(serverEnvironment(folder.path()));
    cli.start({});
    QTRY_VERIFY(contentIn(folder, "sessions.json").contains("\"draft\""));
    cli.send(signal);
    cli.waitForEnd();
    const QByteArray kept = contentIn(folder, "sessions.json");
    QVERIFY2(kept.contains("\"left:there\""), kept);
    QVERIFY2(kept.contains("\"carol\""), kept);
    QVERIFY2(!kept.contains("secret-of-the-server"), kept);
    QVERIFY(!QJsonDocument::fromJson(kept).isNull());
}

void TestCliWindow::freshKeepsNothing()
{
    QTemporaryDir folder;
    writeKept(folder);
    const QByteArray before = contentIn(folder, "sessions.json");
    CliProcess cli;
    cli.process().setProcessEnvironment(serverEnvironment(folder.path()));
    cli.start({QStringLiteral("--fresh")});
    QTRY_VERIFY(!fileIn(folder, "settings.ini").isEmpty());
    cli.send(SIGTERM);
    QCOMPARE(cli.waitForEnd().exitCode, 143);
    QCOMPARE(contentIn(folder, "sessions.json"), before);
}

REALTIME_TEST(TestCliWindow, QCoreApplication)
#include "tst_cli_window.moc"
