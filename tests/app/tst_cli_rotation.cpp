// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/patience.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

/** `record --rotate`, and `grep` over what it wrote. */
class TestCliRotation : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void recordsIntoSeveralFiles();
    void keepsTheNewestFiles();

private:
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files, QDir::Name); }
    void start(CliProcess &cli, const QStringList &options) const;
    /** Publishes until the program has begun `count` files; how many were published. */
    int publishUntil(CliProcess &cli, int count);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliRotation::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestCliRotation::start(CliProcess &cli, const QStringList &options) const
{
    cli.setEnvironment(m_server.environment());
    cli.start(QStringList{QStringLiteral("record"), QStringLiteral("turns"),
                          QStringLiteral("--user"), QStringLiteral("alice"),
                          QStringLiteral("--output"), m_folder->filePath(QStringLiteral("x.rtm"))}
              + options);
}

int TestCliRotation::publishUntil(CliProcess &cli, int count)
{
    int number = 0;
    const QByteArray filling(2000, 'x');
    const auto hasBegun = [&cli, count] {
        return cli.soFar().err.count("realtime-monitor: recording in ") >= count;
    };
    while (!hasBegun() && number < 2000) {
        ++number;
        m_server.publish(QStringLiteral("turns"),
                         "{\"n\":" + QByteArray::number(number) + ",\"f\":\"" + filling + "\"}");
        cli.waitForWords("realtime-monitor: recording in "); // reads what it has said
    }
    return hasBegun() ? number : 0;
}

void TestCliRotation::recordsIntoSeveralFiles()
{
    CliProcess cli;
    start(cli, {QStringLiteral("--rotate"), QStringLiteral("64K,1d")});
    QVERIFY(cli.waitForWords(": live"));
    const int published = publishUntil(cli, 3);
    QVERIFY(published > 0);
    const QByteArray last = '=' + QByteArray::number(published);
    const auto grep = [this](const QByteArray &filter) {
        return runCli({QStringLiteral("grep"), QString::fromLatin1(filter), m_folder->path()});
    };
    QTRY_COMPARE(grep("data.n" + last).exitCode, 0); // also while it is recorded
    cli.send(SIGTERM);
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 143);
    const QStringList names = files();
    QVERIFY2(names.size() >= 2, qPrintable(names.join(u' ')));
    QVERIFY2(
        result.err.contains("files, the last is " + m_folder->filePath(names.constLast()).toUtf8()),
        result.err);
    const CliResult found = grep("kind:publication");
    QVERIFY2(found.exitCode == 0, found.err);
    QCOMPARE(found.lines().size(), published);
    for (int number = 1; number <= published; ++number) {
        QVERIFY(
            found.lines().at(number - 1).contains("{\"n\":" + QByteArray::number(number) + ','));
    }
}

void TestCliRotation::keepsTheNewestFiles()
{
    CliProcess cli;
    start(cli, {QStringLiteral("--rotate=64K"), QStringLiteral("--keep"), QStringLiteral("1")});
    QVERIFY(cli.waitForWords(": live"));
    QVERIFY(publishUntil(cli, 3) > 0);
    cli.send(SIGTERM);
    QCOMPARE(cli.waitForEnd().exitCode, 143);
    QCOMPARE(files().size(), 1);
}

REALTIME_TEST(TestCliRotation, QCoreApplication)
#include "tst_cli_rotation.moc"
