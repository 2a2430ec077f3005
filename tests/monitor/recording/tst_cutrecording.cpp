// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "recordingfixture.h"

#include "monitor/recording/database.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <functional>
#include <thread>

#include <sys/wait.h>

/** Damage that SQLite passes over: a cut last page, a log that is useless or of another file. */
class TestCutRecording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysThatBytesAreMissing_data();
    void saysThatBytesAreMissing();
    void knowsWhatItDoesNotKnow();
    void saysThatItsLogIsUseless_data();
    void saysThatItsLogIsUseless();
    void saysThatItsLogEndsWithinATransaction();
    void isWholeWithALog_data();
    void isWholeWithALog();
    void readsBesideAnotherLog_data();
    void readsBesideAnotherLog();
    void saysWhatFollowsIt_data();
    void saysWhatFollowsIt();

private:
    std::string path(const char *name = "a.rtm") const
    {
        return bytesOf(m_folder->filePath(QString::fromLatin1(name)));
    }
    QByteArray content(const std::string &path) const;
    void write(const std::string &path, const QByteArray &bytes) const;
    /** With large payloads, so that the last page belongs to one of them. */
    void recordLarge(int count) const;
    /** As kill -9 leaves it: some entries in the file, as many in its log, or none. */
    void recordIntoLog(const std::string &path, std::uint64_t inFile, std::uint64_t inLog) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

std::string payloadOf(std::uint64_t number)
{
    return '"' + std::string(30'000, char('a' + number % 26)) + '"';
}

std::string allWarnings(const Recording &recording)
{
    std::string all;
    for (const std::string &warning : recording.warnings()) {
        all += warning + '\n';
    }
    return all;
}

bool contains(const std::string &text, const std::string &words)
{
    return text.find(words) != std::string::npos;
}

} // namespace

/** What is done to the bytes of a log. */
struct LogChange
{
    std::function<QByteArray(const QByteArray &)> applied;
};
Q_DECLARE_METATYPE(LogChange)

void TestCutRecording::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QByteArray TestCutRecording::content(const std::string &path) const
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestCutRecording::write(const std::string &path, const QByteArray &bytes) const
{
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
    // Nobody writes it any more, so that nobody waits for that.
    QVERIFY(file.flush()
            && file.setFileTime(QDateTime::currentDateTime().addSecs(-60),
                                QFileDevice::FileModificationTime));
}

void TestCutRecording::recordLarge(int count) const
{
    const auto started = Recorder::start(path(), {});
    QVERIFY2(started.recorder, started.fault.c_str());
    for (int number = 1; number <= count; ++number) {
        const std::string payload = payloadOf(std::uint64_t(number));
        started.recorder->record(publicationRow(payload));
    }
    started.recorder->end();
}

void TestCutRecording::recordIntoLog(const std::string &path, std::uint64_t inFile,
                                     std::uint64_t inLog) const
{
    const pid_t child = runInChild([&]() -> int {
        RecorderLimits limits;
        limits.checkpointInterval = std::chrono::hours(1);
        auto started = Recorder::start(path, {}, limits);
        const auto record = [&](std::uint64_t first, std::uint64_t count) {
            recordSamples(*started.recorder, first, count);
            while (started.recorder->status().written < first + count - 1) {
                std::this_thread::yield();
            }
        };
        record(1, inFile);
        if (inLog == 0) {
            started.recorder->end();
        } else {
            record(inFile + 1, inLog);
        }
        ::_exit(0); // no destructor runs
    });
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QFile::remove(QString::fromStdString(path) + QStringLiteral("-shm"));
}

void TestCutRecording::saysThatBytesAreMissing_data()
{
    QTest::addColumn<int>("bytes");
    for (const int bytes : {1, 2, 100, 2048, 3500, 4095, 4096, 4097, 10'000}) {
        QTest::newRow(std::to_string(bytes).c_str()) << bytes;
    }
}

/** SQLite shows zeros where less than a page is missing. */
void TestCutRecording::saysThatBytesAreMissing()
{
    QFETCH(const int, bytes);
    constexpr std::uint64_t Count = 30;
    recordLarge(int(Count));
    const QByteArray whole = content(path());
    write(path(), whole.chopped(bytes));
    const auto opened = Recording::open(path());
    QVERIFY2(opened.recording, opened.fault.c_str());
    QVERIFY(opened.recording->isIncomplete());
    const std::string words = "The end of the file is missing: " + std::to_string(bytes)
        + (bytes == 1 ? " byte of " : " bytes of ") + std::to_string(whole.size()) + '.';
    QVERIFY2(contains(allWarnings(*opened.recording), words),
             allWarnings(*opened.recording).c_str());
    QCOMPARE(opened.recording->size(), std::size_t(Count));
    std::uint64_t right = 0;
    for (std::size_t i = 0; i < opened.recording->size(); ++i) {
        const Entry entry = opened.recording->at(i);
        const bool isRight = entry.payload == payloadOf(i + 1);
        QVERIFY(isRight || entry.kind == EntryKind::Loss);
        right += isRight ? 1 : 0;
    }
    QVERIFY(right >= Count - 1);
}

/** Without its stated number of entries. */
void TestCutRecording::knowsWhatItDoesNotKnow()
{
    recordLarge(3);
    {
        Database database;
        QCOMPARE(database.open(path(), SQLITE_OPEN_READWRITE), SQLITE_OK);
        QCOMPARE(database.execute("DELETE FROM meta WHERE key IN ('entries', 'ended_at')"),
                 SQLITE_OK);
    }
    write(path(), content(path()).chopped(9000));
    const auto opened = Recording::open(path());
    QVERIFY2(opened.recording, opened.fault.c_str());
    const std::string warnings = allWarnings(*opened.recording);
    QVERIFY2(contains(warnings, "it is not known how many are missing"), warnings.c_str());
    QVERIFY2(!contains(warnings, "1 entry is missing"), warnings.c_str());
}

void TestCutRecording::saysThatItsLogIsUseless_data()
{
    QTest::addColumn<LogChange>("change");
    const auto row = [](const char *name, const decltype(LogChange::applied) &change) {
        QTest::newRow(name) << LogChange{change};
    };
    row("zeros", [](const QByteArray &b) { return QByteArray(b.size(), '\0'); });
    row("noise", [](const QByteArray &b) { return QByteArray(b.size(), '\xA5'); });
    for (const int size : {1, 16, 31, 32, 100, 4151, 4152}) {
        row(("cut to " + std::to_string(size)).c_str(),
            [size](const QByteArray &b) { return b.first(size); });
    }
    for (const int place : {0, 9, 17, 21, 28}) {
        row(("a bit of its header, at " + std::to_string(place)).c_str(),
            [place](const QByteArray &b) {
                QByteArray broken = b;
                broken[place] = char(broken[place] ^ 1);
                return broken;
            });
    }
}

/** SQLite takes such a log for an empty one. */
void TestCutRecording::saysThatItsLogIsUseless()
{
    QFETCH(const LogChange, change);
    recordIntoLog(path(), 500, 500);
    write(path() + "-wal", change.applied(content(path() + "-wal")));
    const auto opened = Recording::open(path());
    QVERIFY2(opened.recording, opened.fault.c_str());
    QVERIFY(opened.recording->isIncomplete());
    const std::string warnings = allWarnings(*opened.recording);
    QVERIFY2(contains(warnings, "ends with -wal was cut or is damaged"), warnings.c_str());
}

/** As after a kill in the middle of a write. */
void TestCutRecording::saysThatItsLogEndsWithinATransaction()
{
    recordIntoLog(path(), 500, 500);
    const QByteArray log = content(path() + "-wal");
    write(path() + "-wal", log.chopped(1));
    const auto opened = Recording::open(path());
    QVERIFY2(opened.recording, opened.fault.c_str());
    QVERIFY(opened.recording->isIncomplete());
    QVERIFY(opened.recording->size() > 900);
    const std::string warnings = allWarnings(*opened.recording);
    QVERIFY2(contains(warnings, "ends within a transaction"), warnings.c_str());
    QVERIFY2(!contains(warnings, "damaged"), warnings.c_str());
}

void TestCutRecording::isWholeWithALog_data()
{
    QTest::addColumn<bool>("isEnded");
    QTest::newRow("its own") << false;
    QTest::newRow("noise beside an ended one") << true;
}

void TestCutRecording::isWholeWithALog()
{
    QFETCH(const bool, isEnded);
    recordIntoLog(path(), 500, isEnded ? 0 : 500);
    if (isEnded) {
        write(path() + "-wal", QByteArray(50'000, '\xA5'));
    }
    const auto opened = Recording::open(path());
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), std::size_t(isEnded ? 500 : 1000));
    const std::string warnings = allWarnings(*opened.recording);
    QVERIFY2(!opened.recording->isIncomplete(), warnings.c_str());
    QVERIFY2(!contains(warnings, "damaged") && !contains(warnings, "another"), warnings.c_str());
}

void TestCutRecording::readsBesideAnotherLog_data()
{
    QTest::addColumn<int>("foreign"); // entries in the log
    QTest::addColumn<bool>("isDatabase"); // of another program
    QTest::newRow("a smaller recording's") << 20 << false;
    QTest::newRow("a larger recording's") << 3000 << false;
    QTest::newRow("another program's") << 20 << true;
}

void TestCutRecording::readsBesideAnotherLog()
{
    QFETCH(const int, foreign);
    QFETCH(const bool, isDatabase);
    recordIntoLog(path(), 500, 0);
    if (isDatabase) {
        Database database;
        QCOMPARE(database.open(path("b"), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE), SQLITE_OK);
        QCOMPARE(database.execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a); "
                                  "INSERT INTO t VALUES(1)"),
                 SQLITE_OK);
        write(path() + "-wal", content(path("b-wal")));
    } else {
        recordIntoLog(path("b"), std::uint64_t(foreign), 1);
        write(path() + "-wal", content(path("b-wal")));
    }
    const auto opened = Recording::open(path());
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), std::size_t(500));
    for (std::size_t i = 0; i < 500; ++i) {
        QVERIFY(isSample(opened.recording->at(i), i + 1));
    }
    QVERIFY(opened.recording->isIncomplete());
    const std::string warnings = allWarnings(*opened.recording);
    QVERIFY2(contains(warnings, "a.rtm-wal belongs to another recording and is not read"),
             warnings.c_str());
    QVERIFY2(!contains(warnings, "damaged"), warnings.c_str());
}

void TestCutRecording::saysWhatFollowsIt_data()
{
    QTest::addColumn<QByteArray>("behind");
    QTest::addColumn<QString>("words");
    QTest::newRow("a byte") << QByteArray("x") << QStringLiteral("1 byte behind the recording was");
    QTest::newRow("pages") << QByteArray(3 * 4096, 'x')
                           << QStringLiteral("12288 bytes behind the recording were not read.");
    QTest::newRow("far behind zeros") << QByteArray(3'000'000, '\0') + 'x'
                                      << QStringLiteral("3000001 bytes behind the recording were");
    QTest::newRow("zeros") << QByteArray(3 * 4096, '\0') << QString();
}

/** As `cat a.rtm b.rtm` makes it. */
void TestCutRecording::saysWhatFollowsIt()
{
    QFETCH(const QByteArray, behind);
    QFETCH(const QString, words);
    QCOMPARE(makeRecording(QString::fromStdString(path()), 300), std::string());
    write(path(), content(path()) + behind);
    const auto opened = Recording::open(path());
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), std::size_t(300));
    QCOMPARE(opened.recording->isIncomplete(), !words.isEmpty());
    const std::string warnings = allWarnings(*opened.recording);
    QVERIFY2(contains(warnings, words.toStdString()), warnings.c_str());
    QCOMPARE(warnings.empty(), words.isEmpty());
}

REALTIME_TEST(TestCutRecording, QCoreApplication)
#include "tst_cutrecording.moc"
