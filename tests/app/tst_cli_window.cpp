// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"
#include "support/testprogram.h"

#include <QDirIterator>
#include <QFile>
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
};

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

/** As if it was closed: the sizes are kept. */
void TestCliWindow::endsBySignal()
{
    QFETCH(const int, signal);
    QTemporaryDir folder;
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.path());
    const auto settings = [&folder] {
        QDirIterator file(folder.path(), {QStringLiteral("settings.ini")}, QDir::Files,
                          QDirIterator::Subdirectories);
        QFile content(file.hasNext() ? file.next() : QString());
        return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray("none");
    };
    CliProcess cli;
    cli.process().setProcessEnvironment(environment);
    cli.start({});
    QTRY_VERIFY(settings() != "none");
    cli.send(signal);
    const CliResult result = cli.waitForEnd();
    QTEST(result.exitCode, "exitCode");
    QVERIFY2(settings().contains("geometry"), settings());
}

REALTIME_TEST(TestCliWindow, QCoreApplication)
#include "tst_cli_window.moc"
