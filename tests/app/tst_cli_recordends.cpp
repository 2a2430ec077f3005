// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/patience.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

/** What a `record` that ends in whatever way leaves behind: the one file alone tells all. */
class TestCliRecordEnds : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void leavesAWholeFile_data();
    void leavesAWholeFile();
    void ignoresAHangupUnderNohup();
    void leavesAllButTheLastSecondsWhenKilled();
    void saysThatTheFileIsGone_data();
    void saysThatTheFileIsGone();
    void saysWhereTheFileWasMoved_data();
    void saysWhereTheFileWasMoved();
    void saysThatTheLogIsGone();
    void leavesNothingOnAFullDisk();
    void tellsOfADamagedFile();

private:
    QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files); }
    /** Until it has subscribed. */
    bool start(CliProcess &cli);
    bool publish(int first, int count);
    CliResult recordedUntil(const QString &command);
    /** `grep` of a copy of the recording's one file. */
    CliResult publicationsOfACopy(const char *name = "x.rtm") const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliRecordEnds::init()
{
    ServerTest::init();
    m_folder = std::make_unique<QTemporaryDir>();
}

bool TestCliRecordEnds::start(CliProcess &cli)
{
    cli.setEnvironment(m_server.environment());
    cli.start({QStringLiteral("record"), QStringLiteral("ends"), QStringLiteral("--user"),
               QStringLiteral("alice"), QStringLiteral("--output"), path("x.rtm")});
    return cli.waitForWords("subscribed") && cli.waitForWords(": live");
}

bool TestCliRecordEnds::publish(int first, int count)
{
    bool isDone = true;
    for (int number = first; number < first + count; ++number) {
        isDone =
            m_server.publish(QStringLiteral("ends"), "{\"n\":" + QByteArray::number(number) + '}')
            && isDone;
    }
    return isDone;
}

CliResult TestCliRecordEnds::publicationsOfACopy(const char *name) const
{
    const QTemporaryDir elsewhere;
    const QString copy = elsewhere.filePath(QStringLiteral("copy.rtm"));
    QFile::copy(path(name), copy);
    return runCli({QStringLiteral("grep"), QStringLiteral("kind:publication"), copy});
}

void TestCliRecordEnds::leavesAWholeFile_data()
{
    QTest::addColumn<QList<int>>("sent");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("SIGINT") << QList<int>{SIGINT} << 130;
    QTest::newRow("SIGTERM") << QList<int>{SIGTERM} << 143;
    QTest::newRow("SIGTERM twice, from timeout") << QList<int>{SIGTERM, SIGTERM} << 143;
    QTest::newRow("two at once") << QList<int>{SIGHUP, SIGINT, SIGTERM} << 0; // any of the three
    QTest::newRow("SIGHUP of the terminal and of the shell") << QList<int>{SIGHUP, SIGHUP} << 129;
}

void TestCliRecordEnds::leavesAWholeFile()
{
    QFETCH(const QList<int>, sent);
    CliProcess cli;
    QVERIFY(start(cli));
    QVERIFY(publish(1, 5));
    // What was published is on its way; when it can be read it was recorded.
    QTRY_COMPARE(
        runCli({QStringLiteral("grep"), QStringLiteral("data.n == 5"), path("x.rtm")}).exitCode, 0);
    for (const int signal : sent) {
        cli.send(signal);
    }
    const CliResult result = cli.waitForEnd();
    QFETCH(const int, exitCode);
    QVERIFY(sent.contains(result.exitCode - 128));
    QVERIFY(exitCode == 0 || result.exitCode == exitCode);
    QVERIFY2(result.err.contains(" entries recorded in " + path("x.rtm").toUtf8()), result.err);
    QCOMPARE(files(), QStringList{QStringLiteral("x.rtm")});
    const CliResult found = publicationsOfACopy();
    QCOMPARE(found.lines().size(), 5);
    QCOMPARE(found.err, QByteArray());
}

void TestCliRecordEnds::ignoresAHangupUnderNohup()
{
    CliProcess cli;
    cli.process().setChildProcessModifier([] { std::signal(SIGHUP, SIG_IGN); });
    QVERIFY(start(cli));
    cli.send(SIGHUP);
    cli.send(SIGTERM);
    QCOMPARE(cli.waitForEnd().exitCode, 143);
}

void TestCliRecordEnds::leavesAllButTheLastSecondsWhenKilled()
{
    CliProcess cli;
    QVERIFY(start(cli));
    QVERIFY(publish(1, 5));
    QTRY_COMPARE_WITH_TIMEOUT(publicationsOfACopy().lines().size(), 5, Patience);
    cli.send(SIGKILL);
    cli.waitForEnd();
    const CliResult alone = publicationsOfACopy();
    QCOMPARE(alone.lines().size(), 5);
    QVERIFY2(alone.err.contains("copy.rtm-wal"), alone.err);
    const CliResult inPlace =
        runCli({QStringLiteral("grep"), QStringLiteral("kind:publication"), path("x.rtm")});
    QCOMPARE(inPlace.lines().size(), 5);
    QVERIFY2(inPlace.err.contains("was not ended"), inPlace.err);
    QVERIFY2(!inPlace.err.contains("-wal"), inPlace.err);
}

void TestCliRecordEnds::saysThatTheFileIsGone_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("replaced") << QStringLiteral("echo precious > z && mv z x.rtm")
                              << QByteArray("x.rtm was replaced");
    QTest::newRow("deleted") << QStringLiteral("rm x.rtm") << QByteArray("x.rtm was deleted");
    QTest::newRow("deleted, with another link")
        << QStringLiteral("ln x.rtm y.rtm && rm x.rtm") << QByteArray("x.rtm was deleted");
    QTest::newRow("cut") << QStringLiteral(": > x.rtm") << QByteArray("x.rtm was cut");
}

void TestCliRecordEnds::saysWhereTheFileWasMoved_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("moved") << QStringLiteral("mv x.rtm y.rtm");
    QTest::newRow("moved and replaced")
        << QStringLiteral("mv x.rtm y.rtm && echo precious > x.rtm");
}

void TestCliRecordEnds::saysThatTheLogIsGone()
{
    CliProcess cli;
    QVERIFY(start(cli));
    QVERIFY(publish(1, 5));
    QTRY_COMPARE(
        runCli({QStringLiteral("grep"), QStringLiteral("data.n == 5"), path("x.rtm")}).exitCode, 0);
    QVERIFY(QFile::remove(path("x.rtm-wal")));
    const CliResult result = cli.waitForEnd(); // by itself
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("THE RECORDING STOPPED: "), result.err);
    QVERIFY2(result.err.contains("x.rtm-wal, a part of the recording"), result.err);
    QCOMPARE(runCli({QStringLiteral("grep"), QStringLiteral("kind:publication"), path("x.rtm")})
                 .lines()
                 .size(),
             5);
}

/** Records five messages, then lets a shell do something to the file. */
CliResult TestCliRecordEnds::recordedUntil(const QString &command)
{
    CliProcess cli;
    if (!start(cli) || !publish(1, 5)) {
        return {};
    }
    const auto isWritten = [this] {
        return runCli({QStringLiteral("grep"), QStringLiteral("data.n == 5"), path("x.rtm")})
                   .exitCode
            == 0;
    };
    QProcess shell;
    shell.setWorkingDirectory(m_folder->path());
    if (!QTest::qWaitFor(isWritten)) {
        return {};
    }
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    return shell.waitForFinished() ? cli.waitForEnd() : CliResult(); // ends by itself
}

void TestCliRecordEnds::saysThatTheFileIsGone()
{
    QFETCH(const QString, command);
    QFETCH(const QByteArray, said);
    const CliResult result = recordedUntil(command);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("THE RECORDING STOPPED: ") && result.err.contains(said),
             result.err);
    QVERIFY2(!result.err.contains("entries recorded"), result.err);
    QVERIFY2(!result.err.contains("(deleted)"), result.err);
    QVERIFY2(result.err.contains("nothing of the recording is left")
                 || result.err.contains("only where it has another name")
                 || result.err.contains("is lost or damaged"),
             result.err);
}

void TestCliRecordEnds::saysWhereTheFileWasMoved()
{
    QFETCH(const QString, command);
    const CliResult result = recordedUntil(command);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("THE RECORDING STOPPED: ")
                 && result.err.contains("x.rtm was moved to "),
             result.err);
    QVERIFY2(result.err.contains("entries recorded in "
                                 + m_folder->filePath(QStringLiteral("y.rtm")).toUtf8()),
             result.err);
    QCOMPARE(publicationsOfACopy("y.rtm").lines().size(), 5);
}

/** Which SIGXFSZ would turn into a death without a word. */
void TestCliRecordEnds::leavesNothingOnAFullDisk()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.process().setChildProcessModifier([] {
        const rlimit limit{5000, 5000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    });
    cli.start({QStringLiteral("record"), QStringLiteral("ends"), QStringLiteral("--user"),
               QStringLiteral("alice"), QStringLiteral("--output"), path("x.rtm")});
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("x.rtm can't be written: File too large"), result.err);
    QCOMPARE(files(), QStringList());
}

void TestCliRecordEnds::tellsOfADamagedFile()
{
    CliProcess cli;
    QVERIFY(start(cli));
    QVERIFY(publish(1, 200));
    QTRY_COMPARE(
        runCli({QStringLiteral("grep"), QStringLiteral("data.n == 200"), path("x.rtm")}).exitCode,
        0);
    cli.send(SIGTERM);
    QCOMPARE(cli.waitForEnd().exitCode, 143);
    QFile file(path("x.rtm"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qsizetype place = file.readAll().indexOf("{\"n\":100}");
    QVERIFY(place > 0 && file.seek(place / 4096 * 4096));
    QCOMPARE(file.write(QByteArray(4096, '\0')), 4096);
    file.close();
    const CliResult exported = runCli({QStringLiteral("export"), path("x.rtm")});
    QCOMPARE(exported.exitCode, 1);
    QVERIFY2(exported.err.contains(" entries are missing or could not be read"), exported.err);
    const CliResult found =
        runCli({QStringLiteral("grep"), QStringLiteral("data.n == 1"), path("x.rtm")});
    QCOMPARE(found.exitCode, 1);
    QVERIFY2(found.err.contains(" entries are missing or could not be read"), found.err);
}

REALTIME_TEST(TestCliRecordEnds, QCoreApplication)
#include "tst_cli_recordends.moc"
