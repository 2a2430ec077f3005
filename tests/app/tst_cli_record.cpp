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

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/** `record` and what the other commands do with its file; `watch --filter`. */
class TestCliRecord : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void recordsGrepsAndExports();
    void recordsWhatMatches();
    void watchesWhatMatches();
    void recordTellsWhichConditionExcludesMost();
    void findsAnEntryByItsPrintedTime_data();
    void findsAnEntryByItsPrintedTime();
    void grepTellsOfAnExpressionThatIsGivenUp();
    void grepTellsWhichConditionExcludesMost();
    void keepsWhatItHasWhenInterrupted();
    void stopsLoudlyWhenTheFileCannotGrow();
    void holdsNoSecret();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void endsQuietlyWithItsReader();
    void exportsToWhatIsNoFile();
    void exportIntoASlowPipeCanBeInterrupted();
    void readsJsonLines();
    void leavesNothingWhenItsImportIsInterrupted_data();
    void leavesNothingWhenItsImportIsInterrupted();

private:
    QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    /** Publishes numbers from 1 while `record` runs; its end. */
    CliResult record(const QString &channel, int count, const QStringList &options = {});

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliRecord::init()
{
    ServerTest::init();
    m_folder = std::make_unique<QTemporaryDir>();
}

CliResult TestCliRecord::record(const QString &channel, int count, const QStringList &options)
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(QStringList{QStringLiteral("record"), channel, QStringLiteral("--user"),
                          QStringLiteral("alice"), QStringLiteral("--output"), path("x.rtm")}
              + options);
    if (!cli.waitForWords(": live")) {
        return cli.waitForEnd();
    }
    for (int number = 1; number <= count; ++number) {
        m_server.publish(channel, "{\"n\":" + QByteArray::number(number) + '}');
    }
    return cli.waitForEnd();
}

void TestCliRecord::recordsGrepsAndExports()
{
    const CliResult recorded = record(QStringLiteral("history:record"), 5, words("--count 5"));
    QVERIFY2(recorded.exitCode == 0, recorded.err);
    QCOMPARE(recorded.out, QByteArray());
    QVERIFY2(recorded.err.contains("entries recorded in"), recorded.err);
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(path("x.rtm")).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777, mode_t(0600));

    const CliResult found =
        runCli({QStringLiteral("grep"), QStringLiteral("data.n >= 4"), path("x.rtm")});
    QVERIFY2(found.exitCode == 0, found.err);
    QCOMPARE(found.lines().size(), 2);
    QVERIFY(found.lines().constFirst().endsWith(" history:record 4 {\"n\":4}"));
    QCOMPARE(found.err, QByteArray());
    const CliResult asJson = runCli({QStringLiteral("grep"), QStringLiteral("data.n == 4"),
                                     path("x.rtm"), QStringLiteral("--json")});
    QCOMPARE(asJson.objects().size(), 1);
    QCOMPARE(asJson.objects().constFirst().value(QStringLiteral("offset")).toInt(), 4);
    const CliResult none =
        runCli({QStringLiteral("grep"), QStringLiteral("data.n == 6"), path("x.rtm")});
    QCOMPARE(none.exitCode, 1);
    QCOMPARE(none.out, QByteArray());
    const CliResult states =
        runCli({QStringLiteral("grep"), QStringLiteral("kind:connection"), path("x.rtm")});
    QVERIFY2(states.out.contains(" live"), states.out + states.err);

    const CliResult onto = runCli(
        {QStringLiteral("export"), path("x.rtm"), QStringLiteral("--output"), path("x.rtm")});
    QCOMPARE(onto.exitCode, 2);
    QVERIFY(onto.err.contains("would replace"));
    const CliResult lines = runCli({QStringLiteral("export"), path("x.rtm")});
    QCOMPARE(lines.exitCode, 0);
    const CliResult table =
        runCli({QStringLiteral("export"), path("x.rtm"), QStringLiteral("--format"),
                QStringLiteral("csv"), QStringLiteral("--filter"),
                QStringLiteral("kind:publication"), QStringLiteral("--output"), path("x.csv")});
    QCOMPARE(table.exitCode, 0);
    QVERIFY2(table.err.contains("5 entries written"), table.err);
    QFile file(path("x.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("\r\n"), 6);
    QCOMPARE(::stat(QFile::encodeName(path("x.csv")).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777, mode_t(0600));
}

void TestCliRecord::recordsWhatMatches()
{
    const CliResult recorded = record(QStringLiteral("filtered"), 9,
                                      {QStringLiteral("--count"), QStringLiteral("2"),
                                       QStringLiteral("--filter"), QStringLiteral("data.n > 7")});
    QVERIFY2(recorded.exitCode == 0, recorded.err);
    const CliResult found =
        runCli({QStringLiteral("grep"), QStringLiteral("kind:publication"), path("x.rtm")});
    QCOMPARE(found.lines().size(), 2);
    QVERIFY(found.out.contains("{\"n\":8}"));
}

void TestCliRecord::watchesWhatMatches()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start({QStringLiteral("watch"), QStringLiteral("f"), QStringLiteral("--user"),
               QStringLiteral("alice"), QStringLiteral("--filter"), QStringLiteral("data.n == 2"),
               QStringLiteral("--count"), QStringLiteral("1")});
    QVERIFY(cli.waitForWords(": live"));
    for (const char *data : {"{\"n\":1}", "{\"n\":2}"}) {
        QVERIFY(m_server.publish(QStringLiteral("f"), data));
    }
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.lines().size(), 1);
    QVERIFY(result.out.contains("{\"n\":2}"));
}

void TestCliRecord::recordTellsWhichConditionExcludesMost()
{
    const CliResult result = record(QStringLiteral("history:none"), 2,
                                    words("--count 1 --timeout 3 --filter data.n&&data.x"));
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("None of 2 entries matches data.x"), result.err.constData());
}

void TestCliRecord::findsAnEntryByItsPrintedTime_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("time");
    QTest::newRow("local") << QStringList() << QByteArray("2026-11-30T12:44:00.799+05:30");
    QTest::newRow("UTC") << QStringList(QStringLiteral("--utc"))
                         << QByteArray("2026-11-30T07:14:00.799Z");
}

void TestCliRecord::findsAnEntryByItsPrintedTime()
{
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, time);
    QFile file(path("x.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"kind\":\"publication\",\"channel\":\"c\",\"received_at\":"
               "\"2026-11-30T07:14:00.799Z\",\"data\":1}\n"
               "{\"kind\":\"publication\",\"channel\":\"c\",\"received_at\":"
               "\"2026-11-30T07:14:01.799Z\",\"data\":2}\n");
    file.close();
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("TZ"), QStringLiteral("Asia/Kolkata"));
    const auto grep = [&](const QString &filter) {
        return runCli(QStringList({QStringLiteral("grep"), filter, file.fileName()}) + options,
                      environment);
    };
    const CliResult printed = grep(QStringLiteral("data = 1"));
    QCOMPARE(printed.out, time + " c - 1\n");
    for (const QByteArray &value : {time, time.left(23)}) { // with its zone, and without
        const QString text = QString::fromLatin1(value);
        QCOMPARE(grep(QStringLiteral("time >= %1 time <= %1").arg(text)).out, printed.out);
    }
}

void TestCliRecord::grepTellsWhichConditionExcludesMost()
{
    QFile file(path("none.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"kind\":\"publication\",\"channel\":\"news\",\"data\":{\"p\":\"10.5\"}}\n"
               "{\"kind\":\"publication\",\"channel\":\"news\",\"data\":{\"p\":\"9\"}}\n");
    file.close();
    const auto grep = [&](const char *filter) {
        return runCli({QStringLiteral("grep"), QString::fromLatin1(filter), file.fileName()});
    };
    const CliResult none = grep("data.p > 9.8 && channel:nwes");
    QCOMPARE(none.exitCode, 1);
    QVERIFY2(none.err.contains("None of 2 entries matches channel:nwes"), none.err.constData());
    const CliResult each = grep("data.p > 9.8 and data.p = '9'");
    QVERIFY2(each.err.contains("data.p > 9.8 excludes most: by itself, it matches 1 of 2 entries"),
             each.err.constData());
    const CliResult found = grep("data.p > 9.8 || channel = nwes");
    QCOMPARE(found.exitCode, 0);
    QCOMPARE(found.err, QByteArray());
    const CliResult exported = runCli({QStringLiteral("export"), file.fileName(),
                                       QStringLiteral("--filter"), QStringLiteral("data.p = 9")});
    QCOMPARE(exported.exitCode, 0);
    QVERIFY2(exported.err.contains("None of 2 entries matches data.p = 9"),
             exported.err.constData());
    const CliResult refused = grep("data.p = /10/");
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.contains("goes with ~ only, as in ~ /a.c/"), refused.err.constData());
}

void TestCliRecord::grepTellsOfAnExpressionThatIsGivenUp()
{
    QFile file(path("x.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"kind":"publication","channel":"c","data":")" + QByteArray(100, 'a') + "!\"}\n");
    file.close();
    const CliResult result =
        runCli({QStringLiteral("grep"), QStringLiteral("data ~ /^(a|aa)+$/"), file.fileName()});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("given up 1×"), result.err);
}

void TestCliRecord::keepsWhatItHasWhenInterrupted()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start({QStringLiteral("record"), QStringLiteral("i"), QStringLiteral("--user"),
               QStringLiteral("alice"), QStringLiteral("--output"), path("x.rtm")});
    QVERIFY(cli.waitForWords(": live"));
    QVERIFY(m_server.publish(QStringLiteral("i"), "{\"n\":1}"));
    QVERIFY(m_server.publish(QStringLiteral("i"), "{\"n\":2}"));
    const auto found = [this] {
        const CliResult result =
            runCli({QStringLiteral("grep"), QStringLiteral("kind:publication"), path("x.rtm")});
        return result.lines().size() == 2; // while it is written
    };
    QTRY_VERIFY(found());
    cli.send(SIGINT);
    QCOMPARE(cli.waitForEnd().exitCode, 130);
    QVERIFY(found());
    QVERIFY(!QFile::exists(path("x.rtm-wal")));
}

void TestCliRecord::stopsLoudlyWhenTheFileCannotGrow()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.process().setChildProcessModifier([] {
        const rlimit limit{200'000, 200'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    });
    cli.start({QStringLiteral("record"), QStringLiteral("full"), QStringLiteral("--user"),
               QStringLiteral("alice"), QStringLiteral("--output"), path("x.rtm")});
    QVERIFY(cli.waitForWords(": live"));
    const QStringList find{QStringLiteral("grep"), QStringLiteral("kind:connection"),
                           path("x.rtm")};
    QTRY_COMPARE(runCli(find).exitCode, 0); // in a transaction of its own
    const QByteArray large = "{\"text\":\"" + QByteArray(20'000, 'x') + "\"}";
    for (int i = 0; i < 20; ++i) {
        QVERIFY(m_server.publish(QStringLiteral("full"), large));
    }
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("THE RECORDING STOPPED: "), result.err);
    const CliResult found = runCli(find);
    QVERIFY2(found.exitCode == 0, found.err); // what was written before
}

void TestCliRecord::holdsNoSecret()
{
    const CliResult recorded = record(QStringLiteral("secret"), 1, words("--count 1"));
    QVERIFY2(recorded.exitCode == 0, recorded.err);
    QFile file(path("x.rtm"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(content.contains("alice"));
    QVERIFY(content.contains("/connection/websocket"));
    QVERIFY(!holdsSecret(content));
    const CliResult exported = runCli({QStringLiteral("export"), path("x.rtm")});
    QVERIFY(!holdsSecret(exported.out + exported.err));
}

void TestCliRecord::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *line, int exitCode, const char *said) {
        QTest::newRow(line) << QString::fromLatin1(line) << exitCode << QByteArray(said);
    };
    row("record news --user alice", 2, "needs --output");
    row("record news --output OUT", 2, "needs --user");
    row("record news --user alice --output HERE", 1, "there already");
    row("record news --user alice --output NO/x", 1, "can't be made");
    row("record news --user alice --output OUT --filter (", 2, "takes a filter (column");
    row("export NO", 1, "No such file");
    row("export HERE", 1, "no recording");
    row("export HERE --format xml", 2, "takes jsonl or csv");
    row("grep text HERE", 2, "no recording");
    row("grep ( HERE", 2, "takes a filter (column");
    row("grep text", 2, "grep needs FILTER FILE");
}

void TestCliRecord::saysWhatIsWrong()
{
    QFETCH(const QString, line);
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, said);
    QFile file(path("here"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("precious text");
    file.close();
    QString text = line;
    text.replace(QStringLiteral("HERE"), path("here")).replace(QStringLiteral("OUT"), path("out"));
    text.replace(QStringLiteral("NO"), path("no"));
    const CliResult result = runCli(text.split(u' '), m_server.environment());
    QCOMPARE(result.exitCode, exitCode);
    QVERIFY2(result.err.contains(said), result.err);
    QCOMPARE(result.out, QByteArray());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("precious text"));
}

void TestCliRecord::endsQuietlyWithItsReader()
{
    QFile file(path("many.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 20'000; ++i) {
        file.write("{\"kind\":\"publication\",\"channel\":\"c\",\"data\":{\"n\":1}}\n");
    }
    file.close();
    QProcess shell;
    shell.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
         QStringLiteral("{ \"$REALTIME_PROGRAM\" grep kind:publication \"$0\"; echo $? >&2; "
                        "} | head -n 1"),
         file.fileName()});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput().count('\n'), 1);
    QCOMPARE(shell.readAllStandardError(), QByteArray("0\n"));
}

void TestCliRecord::exportsToWhatIsNoFile()
{
    QFile file(path("x.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"kind\":\"publication\",\"channel\":\"c\",\"data\":1}\n");
    file.close();
    const auto run = [&file](const QString &output) {
        return runCli(
            {QStringLiteral("export"), file.fileName(), QStringLiteral("--output"), output});
    };
    QCOMPARE(run(QStringLiteral("/dev/null")).exitCode, 0);
    struct stat status = {};
    QCOMPARE(::stat("/dev/null", &status), 0);
    QVERIFY(S_ISCHR(status.st_mode));

    QCOMPARE(::mkfifo(QFile::encodeName(path("pipe")).constData(), 0600), 0);
    const CliResult unread = run(path("pipe"));
    QCOMPARE(unread.exitCode, 1);
    QVERIFY2(unread.err.contains("pipe: nobody reads it"), unread.err);
    QCOMPARE(run(QStringLiteral("/dev/stdout")).out, run(QStringLiteral("-")).out);
}

void TestCliRecord::exportIntoASlowPipeCanBeInterrupted()
{
    QFile file(path("x.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray text(1000, 'x');
    for (int i = 0; i < 1000; ++i) {
        file.write("{\"kind\":\"publication\",\"channel\":\"c\",\"data\":\"" + text + "\"}\n");
    }
    file.close();
    const QByteArray pipe = QFile::encodeName(path("pipe"));
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    const int reader = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK);
    CliProcess cli;
    cli.start(
        {QStringLiteral("export"), file.fileName(), QStringLiteral("--output"), path("pipe")});
    pollfd watched = {reader, POLLIN, 0};
    QCOMPARE(::poll(&watched, 1, Patience), 1); // it has begun, and nobody reads on
    cli.send(SIGINT);
    const CliResult result = cli.waitForEnd();
    ::close(reader);
    QCOMPARE(result.exitCode, 130);
    QVERIFY2(result.err.contains("got a part of it"), result.err);
}

/** What `watch --json` printed and what was exported; wrong lines are told. */
void TestCliRecord::readsJsonLines()
{
    QFile file(path("x.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"kind\":\"publication\",\"channel\":\"c\",\"offset\":7,\"data\":{\"a\":1e400}}\n"
               "no json\n"
               "{\"kind\":\"state\",\"state\":\"live\",\"code\":0,\"reason\":\"\"}\n");
    file.close();
    const CliResult result = runCli({QStringLiteral("export"), file.fileName()});
    QCOMPARE(result.exitCode, 1); // not all could be read
    QCOMPARE(result.lines().size(), 2);
    QVERIFY(result.out.contains("\"data\":{\"a\":1e400}"));
    QVERIFY2(result.err.contains("line 2: no JSON (column 1"), result.err);
    QVERIFY2(result.err.contains("1 line is no entry"), result.err);
    QFile again(path("y.jsonl"));
    QVERIFY(again.open(QIODevice::WriteOnly));
    again.write(result.out);
    again.close();
    const CliResult second = runCli({QStringLiteral("export"), again.fileName()});
    QCOMPARE(second.out, result.out);
    QCOMPARE(second.err, QByteArray());
}

void TestCliRecord::leavesNothingWhenItsImportIsInterrupted_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("export") << words("export");
    QTest::newRow("grep") << words("grep text");
}

void TestCliRecord::leavesNothingWhenItsImportIsInterrupted()
{
    QFETCH(const QStringList, command);
    QFile file(path("x.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{");
    QVERIFY(file.resize(qint64(100) << 30)); // a hole that takes a minute to read
    file.close();
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("temporary")));
    const QDir temporary(path("temporary"));
    const auto imports = [&temporary] {
        return temporary.entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size();
    };
    CliProcess cli;
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), temporary.path());
    cli.setEnvironment(environment);
    cli.start(command + QStringList{file.fileName()});
    QTRY_VERIFY(imports() > 0);
    cli.send(SIGINT);
    QCOMPARE(cli.waitForEnd().exitCode, 130);
    QCOMPARE(imports(), 0);
}

REALTIME_TEST(TestCliRecord, QCoreApplication)
#include "tst_cli_record.moc"
