// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/patience.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

/** `grep`, `export` and `open` over files of others. */
class TestCliFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsStandardInput_data();
    void readsStandardInput();
    void readsSeveralFiles();
    void readsAFolder();
    void namesWhatItCannotReadInAFolder();
    void marksATableForExcel();
    void addsColumnsOfFields();
    void endsAsMuchAsItRead_data();
    void endsAsMuchAsItRead();
    void neverCutsALine_data();
    void neverCutsALine();
    void opensNothing();

private:
    QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    QString write(const char *name, const QByteArray &content) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

QByteArray lineOf(int number)
{
    return "{\"kind\":\"publication\",\"channel\":\"c\",\"data\":" + QByteArray::number(number)
        + "}\n";
}

QStringList arguments(const char *text)
{
    return QString::fromLatin1(text).split(u' ');
}

} // namespace

void TestCliFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QString TestCliFiles::write(const char *name, const QByteArray &content) const
{
    QFile file(path(name));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
        ? file.fileName()
        : QString();
}

void TestCliFiles::readsStandardInput_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("-") << QStringLiteral("-");
    QTest::newRow("/dev/stdin") << QStringLiteral("/dev/stdin");
}

void TestCliFiles::readsStandardInput()
{
    QFETCH(const QString, name);
    const QByteArray input = lineOf(1) + lineOf(2);
    const CliResult found = runCli({QStringLiteral("grep"), QStringLiteral("data=2"), name},
                                   TestServer::emptyEnvironment(), input);
    QVERIFY2(found.exitCode == 0, found.err);
    QCOMPARE(found.lines().size(), 1);
    const CliResult exported =
        runCli({QStringLiteral("export"), name}, TestServer::emptyEnvironment(), input);
    QVERIFY2(exported.exitCode == 0, exported.err);
    QCOMPARE(exported.lines().size(), 2);
}

void TestCliFiles::readsSeveralFiles()
{
    const QStringList files{write("b", lineOf(2) + lineOf(3)), write("a", lineOf(1) + "text\n")};
    const CliResult found = runCli(arguments("grep data<3") + files);
    QVERIFY2(found.exitCode == 0, found.err);
    QCOMPARE(found.out, QByteArray("- c - 2\n- c - 1\n"));
    QVERIFY2(found.err.contains(QFile::encodeName(files.at(1)) + ": 1 line is no entry"),
             found.err);
    const CliResult table = runCli(arguments("export --format csv") + files);
    QCOMPARE(table.exitCode, 1);
    QCOMPARE(table.out.count("\r\n"), 4); // with one header
    const CliResult onto = runCli(arguments("export --output") + QStringList{files.at(1)} + files);
    QCOMPARE(onto.exitCode, 2);
    const CliResult missing = runCli(arguments("grep data") + files + QStringList{path("no")});
    QCOMPARE(missing.exitCode, 2);
    QCOMPARE(missing.out, QByteArray());
}

void TestCliFiles::readsAFolder()
{
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("in/within")));
    write("in/b.jsonl", "\xEF\xBB\xBF" + lineOf(2) + lineOf(3));
    write("in/a", lineOf(1));
    write("in/c-wal", "[4]\n"); // beside no recording
    write("in/.hidden", lineOf(5));
    write("in/within/d", lineOf(6));
    write("in/notes.txt", "{not JSON\nhello\n");
    write("in/picture.png", QByteArray("\x89PNG\r\n\x1A\n\0\0{\"a\":1}\n", 19));
    write("in/empty", {});
    QVERIFY(QFile::link(QStringLiteral("/dev/zero"), path("in/device")));
    QVERIFY(QFile::link(path("nowhere"), path("in/dangling")));
    QVERIFY(QFile::link(path("in"), path("in/itself")));
    QCOMPARE(::mkfifo(QFile::encodeName(path("in/pipe")).constData(), 0600), 0);
    const QString folder = path("in");
    const CliResult found = runCli(arguments("grep data>0") + QStringList{folder});
    QVERIFY2(found.exitCode == 0, found.err);
    QCOMPARE(found.out, QByteArray("- c - 1\n- c - 2\n- c - 3\n"));
    QCOMPARE(found.err,
             "realtime-monitor: " + QFile::encodeName(folder)
                 + ": 3 files are neither recordings nor JSON lines and are left out: empty, "
                   "notes.txt, picture.png\n");
    const CliResult all = runCli(arguments("export") + QStringList{folder, write("z", lineOf(7))});
    QVERIFY2(all.exitCode == 0, all.err);
    QCOMPARE(all.lines().size(), 5);
    QVERIFY(all.lines().at(3).contains("\"data\":[4]"));
    QVERIFY(all.lines().at(4).contains("\"data\":7"));
    const CliResult onto = runCli(arguments("export --output") + QStringList{path("in/a"), folder});
    QCOMPARE(onto.exitCode, 2);
}

void TestCliFiles::namesWhatItCannotReadInAFolder()
{
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("in")));
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("none")));
    write("in/a", lineOf(1));
    write("in/broken.rtm", QByteArray(100'000, '\0'));
    write("in/c", lineOf(3));
    const CliResult found = runCli(arguments("grep data>0") + QStringList{path("in")});
    QCOMPARE(found.exitCode, 1);
    QCOMPARE(found.out, QByteArray("- c - 1\n- c - 3\n"));
    QVERIFY2(found.err.contains("broken.rtm"), found.err);
    const QString target = path("out");
    const CliResult exported =
        runCli(arguments("export --output") + QStringList{target, path("in")});
    QCOMPARE(exported.exitCode, 1);
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 2);
    const CliResult none = runCli(arguments("export") + QStringList{path("none")});
    QCOMPARE(none.exitCode, 1);
    QVERIFY2(none.err.contains("none holds no recording and no JSON lines"), none.err);
}

void TestCliFiles::marksATableForExcel()
{
    const QStringList file{write("a", lineOf(1))};
    const QByteArray plain = runCli(arguments("export --format csv") + file).out;
    QVERIFY2(plain.startsWith("number,"), plain);
    const CliResult marked = runCli(arguments("export --format csv --bom") + file);
    QCOMPARE(marked.exitCode, 0);
    QCOMPARE(marked.out, "\xEF\xBB\xBF" + plain);
    for (const char *wrong : {"export --bom", "export --format jsonl --bom"}) {
        const CliResult refused = runCli(arguments(wrong) + file);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains("--bom goes with --format"), refused.err);
    }
}

void TestCliFiles::addsColumnsOfFields()
{
    const QStringList file{write("a", lineOf(1))};
    const CliResult result = runCli(
        arguments("export --format csv --field data.n --field data.none --field tag.x") + file);
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.out.contains(",watcher,data.n,data.none,tag.x\r\n"), result.out);
    const CliResult jsonLines = runCli(arguments("export --format jsonl --field data.n") + file);
    QCOMPARE(jsonLines.exitCode, 2);
    QVERIFY2(jsonLines.err.contains("--field goes with --format csv"), jsonLines.err);
    const CliResult wrong = runCli(arguments("export --format csv --field n") + file);
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY2(wrong.err.contains("--field can't be used"), wrong.err);
}

void TestCliFiles::endsAsMuchAsItRead_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("exported");
    QTest::addColumn<int>("found");
    QTest::newRow("all of it") << lineOf(1) + lineOf(2) << 0 << 0;
    QTest::newRow("other JSON") << QByteArray("{\"a\":1}\n[2]\n") << 0 << 1;
    QTest::newRow("text before it") << "connecting\n" + lineOf(1) << 1 << 0;
    QTest::newRow("half of a line") << lineOf(1) + "{\"kind\":\"publication\",\"chan" << 1 << 0;
    // gzip -9 of lineOf(1), without its last bytes
    QTest::newRow("packed and cut") << QByteArray::fromHex("1f8b08000000000002ffab56ca") << 1 << 2;
}

void TestCliFiles::endsAsMuchAsItRead()
{
    QFETCH(const QByteArray, content);
    QFETCH(const int, exported);
    QFETCH(const int, found);
    const QString file = write("x", content);
    const CliResult result = runCli({QStringLiteral("export"), file});
    QVERIFY2(result.exitCode == exported, result.err);
    QCOMPARE(result.err.isEmpty(), exported == 0);
    QCOMPARE(runCli({QStringLiteral("grep"), QStringLiteral("data=1"), file}).exitCode, found);
}

void TestCliFiles::neverCutsALine_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<int>("length");
    for (const int length : {100, 3000}) {
        QTest::addRow("grep, lines of %d", length) << arguments("grep kind:publication") << length;
        QTest::addRow("export, lines of %d", length) << arguments("export") << length;
    }
}

/** Ctrl+C while nobody reads the pipe: it ends at once, after a whole line. */
void TestCliFiles::neverCutsALine()
{
    QFETCH(const QStringList, command);
    QFETCH(const int, length);
    QByteArray lines;
    const QByteArray text(length, 'x');
    while (lines.size() < 2'000'000) {
        lines += "{\"kind\":\"publication\",\"channel\":\"c\",\"data\":\"" + text + "\"}\n";
    }
    const QString file = write("x.jsonl", lines);
    const QByteArray pipe = QFile::encodeName(path("pipe"));
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    const int reader = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK);
    CliProcess cli;
    cli.process().setStandardOutputFile(path("pipe"), QIODevice::WriteOnly);
    cli.start(command + QStringList{file});
    pollfd watched = {reader, POLLIN, 0};
    QCOMPARE(::poll(&watched, 1, Patience), 1); // it has begun
    cli.send(SIGINT);
    QTRY_COMPARE(cli.process().state(), QProcess::NotRunning);
    QByteArray out;
    std::array<char, 4096> bytes = {};
    for (ssize_t size = 1; size > 0;) {
        size = ::read(reader, bytes.data(), bytes.size());
        out.append(bytes.data(), std::max<ssize_t>(size, 0));
    }
    ::close(reader);
    QCOMPARE(cli.waitForEnd().exitCode, 130);
    QVERIFY(out.size() < lines.size());
    QVERIFY2(out.endsWith('\n'), out.right(100).constData());
}

/** Of the window: what can't be read at all is said, and ends with 1. */
void TestCliFiles::opensNothing()
{
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    CliProcess cli;
    cli.process().setProcessEnvironment(environment);
    cli.start({QStringLiteral("open"), write("x", "text\n"), path("no")});
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("none of its lines is an entry"), result.err);
    QVERIFY2(result.err.contains("No such file"), result.err);
}

REALTIME_TEST(TestCliFiles, QCoreApplication)
#include "tst_cli_files.moc"
