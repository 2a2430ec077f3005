// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/journalsegment.h"
#include "monitor/recording/database.h"
#include "recordingfixture.h"
#include "support/entrybuilders.h"
#include "support/sealedsegments.h"
#include "support/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

class TestRecording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsEveryEntry();
    void readsBackwardsAndAnywhere();
    void anEmptyRecordingIsEmpty();
    void runsMeet();
    void dividesLargePayloads();
    void threadsReadAtOnce();
    void saysWhatIsMissing();
    void saysWhatIsNoRecording_data();
    void saysWhatIsNoRecording();
    void namesTheWatchers_data();
    void namesTheWatchers();
    void readsOlderVersions_data();
    void readsOlderVersions();
    void refusesANewerForm();
    void refusesForeignTables();
    void readsWhatIsLeftOfATruncatedFile_data();
    void readsWhatIsLeftOfATruncatedFile();
    void readsAroundADamagedPage();
    void survivesFlippedBytes();
    void readsALeftoverLog();
    void readsATornLog_data();
    void readsATornLog();
    void readsInAFolderThatCannotBeWritten();
    void saysThatAFileIsGone();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("x?#%41.rtm")); }
    void execute(const char *sql);
    void damageSchema();
    void truncate(const QString &file, qint64 size);
    /** Records in a process that is killed, so that the log stays. */
    void recordAndDie(std::uint64_t count);

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

bool isNote(const Entry &entry, const char *words, std::uint64_t count)
{
    return entry.kind == EntryKind::Loss && entry.count() == count
        && entry.payload.find(words) != std::string_view::npos;
}

/** How many entries are there in full, in their order; each other row is a note of how many are
 * missing there. 0 where they do not add up to the last one. */
std::size_t countSamples(const Recording &recording)
{
    std::size_t count = 0;
    std::uint64_t next = 1;
    for (std::size_t i = 0; i < recording.size(); ++i) {
        Entry entry = recording.at(i);
        if (entry.number != i + 1) {
            return 0;
        }
        entry.number = next;
        const bool isThere = isSample(entry, next);
        if (!isThere && entry.kind != EntryKind::Loss) {
            return 0;
        }
        count += isThere ? 1 : 0;
        next += isThere ? 1 : entry.count();
    }
    return count;
}

} // namespace

void TestRecording::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestRecording::execute(const char *sql)
{
    Database database;
    QCOMPARE(database.open(bytesOf(path()), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE), SQLITE_OK);
    QVERIFY2(database.execute(sql) == SQLITE_OK, database.errorText().c_str());
}

/** SQLite does not find the tables then. */
void TestRecording::damageSchema()
{
    constexpr qint64 SchemaPage = 100; // behind the header
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(SchemaPage));
    QCOMPARE(file.write(QByteArray(8, '\0')), 8);
}

void TestRecording::truncate(const QString &file, qint64 size)
{
    QVERIFY(QFile::resize(file, size));
    QFile old(file);
    QVERIFY(old.open(QIODevice::ReadWrite));
    QVERIFY(old.setFileTime(QDateTime::fromSecsSinceEpoch(1), QFileDevice::FileModificationTime));
}

void TestRecording::recordAndDie(std::uint64_t count)
{
    const pid_t child = runInChild([this, count]() -> int {
        RecorderLimits limits;
        limits.interval = std::chrono::milliseconds(2);
        auto started = Recorder::start(bytesOf(path()), {}, limits);
        std::uint64_t number = 1;
        while (number <= count) { // several transactions
            recordSamples(*started.recorder, number, 100);
            number += 100;
            while (started.recorder->status().waiting > 0) {
                std::this_thread::yield();
            }
        }
        ::_exit(0); // no destructor runs
    });
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

void TestRecording::readsEveryEntry()
{
    QCOMPARE(makeRecording(path(), 10'000), std::string());
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), std::size_t(10'000));
    QCOMPARE(opened.recording->firstNumber(), std::uint64_t(1));
    QCOMPARE(countSamples(*opened.recording), std::size_t(10'000));
    QCOMPARE(opened.recording->warnings().size(), std::size_t(0));
}

void TestRecording::readsBackwardsAndAnywhere()
{
    QCOMPARE(makeRecording(path(), 5000), std::string());
    const auto opened = Recording::open(bytesOf(path()));
    for (std::size_t i = 5000; i-- > 0;) {
        QVERIFY(isSample(opened.recording->at(i), i + 1));
    }
    for (std::size_t i = 0; i < 5000; i += 7) {
        const std::size_t index = i * 3571 % 5000;
        QVERIFY(isSample(opened.recording->at(index), index + 1));
    }
}

void TestRecording::anEmptyRecordingIsEmpty()
{
    QCOMPARE(makeRecording(path(), 0), std::string());
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), std::size_t(0));
    const auto sealed = opened.recording->snapshot();
    QCOMPARE(sealed->firstNumber(), sealed->endNumber());
}

void TestRecording::runsMeet()
{
    QCOMPARE(makeRecording(path(), 10'000), std::string());
    const auto opened = Recording::open(bytesOf(path()));
    std::uint64_t next = 1;
    for (const auto &run : segmentsOf(*opened.recording->snapshot())) {
        QCOMPARE(run->firstNumber(), next);
        for (std::size_t i = 0; i < run->size(); ++i) {
            QVERIFY(isSample(run->at(i), next++));
        }
    }
    QCOMPARE(next, std::uint64_t(10'001));
}

/** 20 payloads of 3 MB are never in memory at once, and each is found from either side. */
void TestRecording::dividesLargePayloads()
{
    const std::string large(3'000'000, 'x');
    auto started = Recorder::start(bytesOf(path()), {}, {std::size_t(1) << 30, {}, 0});
    for (std::uint64_t number = 1; number <= 20; ++number) {
        started.recorder->record(publicationRow(large, number));
    }
    started.recorder->end();
    const auto opened = Recording::open(bytesOf(path()));
    const auto sealed = opened.recording->snapshot();
    for (const auto &run : segmentsOf(*sealed)) {
        QVERIFY(run->memoryBytes() < 9'000'000);
        QVERIFY(run->size() <= 2);
    }
    for (std::uint64_t number = 20; number > 0; --number) {
        const auto run = sealed->segmentContaining(number);
        QVERIFY(run->firstNumber() <= number && number < run->firstNumber() + run->size());
        QCOMPARE(run->at(number - run->firstNumber()).offset, number);
        QCOMPARE(opened.recording->at(number - 1).offset, number);
    }
}

void TestRecording::threadsReadAtOnce()
{
    QCOMPARE(makeRecording(path(), 20'000), std::string());
    const auto opened = Recording::open(bytesOf(path()));
    const auto sealed = opened.recording->snapshot();
    std::atomic<std::size_t> right{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([sealed, &right] {
            for (const auto &run : segmentsOf(*sealed)) {
                for (std::size_t j = 0; j < run->size(); ++j) {
                    right += isSample(run->at(j), run->firstNumber() + j) ? 1 : 0;
                }
            }
        });
    }
    std::size_t here = 0;
    for (std::size_t i = 0; i < 20'000; i += 100) {
        here += isSample(opened.recording->at(i), i + 1) ? 1 : 0;
    }
    for (std::thread &thread : threads) {
        thread.join();
    }
    QCOMPARE(right.load(), std::size_t(60'000));
    QCOMPARE(here, std::size_t(200));
}

void TestRecording::saysWhatIsMissing()
{
    QCOMPARE(makeRecording(path(), 1000), std::string());
    execute("DELETE FROM entries WHERE number BETWEEN 300 AND 700 OR number < 11 OR number > 990");
    const auto opened = Recording::open(bytesOf(path()));
    QCOMPARE(opened.recording->firstNumber(), std::uint64_t(1));
    QCOMPARE(opened.recording->size(), std::size_t(1 + 289 + 1 + 290 + 1));
    QVERIFY(isNote(opened.recording->at(0), "10 entries are missing in the recording.", 10));
    QVERIFY(isNote(opened.recording->at(290), "401 entries are missing in the recording.", 401));
    QVERIFY(isNote(opened.recording->at(581), "10 entries are missing in the recording.", 10));
    QCOMPARE(countSamples(*opened.recording), std::size_t(579));
    QVERIFY(opened.recording->isIncomplete());
    QCOMPARE(
        opened.recording->warnings(),
        std::vector<std::string>{"The recording has gaps: 579 entries can be read, 421 entries "
                                 "are missing."});
}

void TestRecording::saysWhatIsNoRecording_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &content, const char *words) {
        QTest::newRow(name) << content << QString::fromLatin1(words);
    };
    row("an empty file", "", "is empty");
    row("text", "hello, this is text\n", "is no recording: it is not an SQLite file");
    row("JSON lines", "{\"kind\":\"publication\"}\n", "can be imported");
    row("a beginning only", QByteArray("SQLite format 3\0", 16), "is no recording");
    row("zeros behind the beginning", QByteArray("SQLite format 3\0", 16) + QByteArray(5000, '\0'),
        "is no recording");
}

void TestRecording::saysWhatIsNoRecording()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, words);
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY(!opened.recording);
    QVERIFY2(QString::fromStdString(opened.fault).contains(words), opened.fault.c_str());
    QVERIFY(QString::fromStdString(opened.fault).startsWith(path()));
    QVERIFY(Recording::open(bytesOf(m_folder->path())).fault.find("is a folder")
            != std::string::npos);
    QVERIFY(Recording::open("/dev/null").fault.find("no plain file") != std::string::npos);
    QVERIFY(Recording::open(bytesOf(path()) + "x").fault.find("No such file") != std::string::npos);
}

void TestRecording::namesTheWatchers_data()
{
    QTest::addColumn<bool>("isDamaged");
    QTest::newRow("through SQLite") << false;
    QTest::newRow("page by page") << true;
}

void TestRecording::namesTheWatchers()
{
    QFETCH(const bool, isDamaged);
    QCOMPARE(makeRecording(path(), 40), std::string());
    execute("INSERT INTO streams(channel, epoch, watcher) VALUES('c', 'e', printf('%.*c', 5000, "
            "'x')), ('c', 'e', ''), ('d', 'e', 'bob')");
    if (isDamaged) {
        damageSchema();
    }
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->isIncomplete(), isDamaged);
    auto watchers = opened.recording->watchers();
    std::ranges::sort(watchers);
    QCOMPARE(watchers, (std::vector<std::string>{"alice", "bob"}));
}

void TestRecording::readsOlderVersions_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<bool>("isDamaged");
    QTest::newRow("1") << QByteArray("1") << false;
    QTest::newRow("2") << QByteArray("2") << false;
    QTest::newRow("2, read page by page") << QByteArray("2") << true;
}

/** The file was written by a program that knew version 2 only. */
void TestRecording::readsOlderVersions()
{
    QFETCH(const QByteArray, version);
    QFETCH(const bool, isDamaged);
    QVERIFY(QFile::copy(QStringLiteral(REALTIME_OLD_RECORDING), path()));
    QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner));
    execute(("PRAGMA user_version=" + version).constData());
    if (isDamaged) {
        damageSchema();
    }
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), std::size_t(40));
    for (std::uint64_t number = 1; number <= 40; ++number) {
        std::string text;
        Entry expected = sampleEntry(number, text);
        expected.number = number;
        expected.watcher = {};
        QCOMPARE(opened.recording->at(number - 1), expected);
    }
    QCOMPARE(opened.recording->watchers(), std::vector<std::string>());
    const std::string user = isDamaged ? "" : "alice";
    QCOMPARE(opened.recording->metadata().user, user);
}

void TestRecording::refusesANewerForm()
{
    QCOMPARE(makeRecording(path(), 10), std::string());
    execute("PRAGMA user_version=4");
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY(!opened.recording);
    const std::string words = " was written by a newer version of this program (form 4; this one "
                              "reads forms up to 3).";
    QCOMPARE(opened.fault, bytesOf(path()) + words);
}

void TestRecording::refusesForeignTables()
{
    execute("CREATE TABLE entries(number)");
    auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.fault.find("no recording of this program") != std::string::npos,
             opened.fault.c_str());
    QVERIFY(QFile::remove(path()));
    QCOMPARE(makeRecording(path(), 10), std::string());
    execute("ALTER TABLE entries RENAME TO hidden; CREATE VIEW entries AS WITH RECURSIVE n(i) AS "
            "(SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i AS number FROM n");
    opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str()); // its pages are read, never the view
    QCOMPARE(countSamples(*opened.recording), std::size_t(10));
    QVERIFY(!opened.recording->warnings().empty());
}

void TestRecording::readsWhatIsLeftOfATruncatedFile_data()
{
    QTest::addColumn<int>("percent");
    QTest::addColumn<int>("more");
    for (const int percent : {1, 3, 10, 25, 50, 75, 90, 99}) {
        for (const int more : {0, 1717}) {
            QTest::addRow("cut at %d %% + %d", percent, more) << percent << more;
        }
    }
}

void TestRecording::readsWhatIsLeftOfATruncatedFile()
{
    QFETCH(int, percent);
    QFETCH(int, more);
    QCOMPARE(makeRecording(path(), 20'000), std::string());
    truncate(path(), QFileInfo(path()).size() * percent / 100 + more);
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    const auto expected = std::size_t(20'000 * percent / 100);
    const std::size_t found = countSamples(*opened.recording);
    const std::string numbers = std::to_string(found) + " of " + std::to_string(expected);
    QVERIFY2(found + 250 > expected * 97 / 100 && found <= expected + 500, numbers.c_str());
    QVERIFY(!opened.recording->warnings().empty());
    QVERIFY(opened.recording->isIncomplete());
}

void TestRecording::readsAroundADamagedPage()
{
    QCOMPARE(makeRecording(path(), 20'000), std::string());
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(file.size() / 8192 * 4096); // a page in the middle
    file.write(QByteArray(4096, '\xA5'));
    file.close();
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    const std::size_t found = countSamples(*opened.recording);
    QVERIFY(found >= 19'900 && found < 20'000);
    QCOMPARE(opened.recording->size(), found + 1); // what is missing is one row
    QVERIFY(opened.recording->isIncomplete());
}

/** Whatever stands in the file: it is explained or read, and every number has a row. */
void TestRecording::survivesFlippedBytes()
{
    QCOMPARE(makeRecording(path(), 600), std::string());
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    file.close();
    for (int turn = 0; turn < 300; ++turn) {
        QByteArray broken = whole;
        const auto place = qsizetype(turn) * 7919 % whole.size();
        // The beginning has all that steers the rest.
        const auto where = turn % 2 == 0 ? place : place % 200;
        broken[where] = char(broken[where] ^ (1 << turn % 8));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(broken);
        file.close();
        const auto opened = Recording::open(bytesOf(path()));
        QCOMPARE(opened.recording == nullptr, !opened.fault.empty());
        const std::size_t size = opened.recording ? opened.recording->size() : 0;
        for (std::size_t i = 0; i < std::min<std::size_t>(size, 1000); ++i) {
            QCOMPARE(opened.recording->at(i).number, opened.recording->firstNumber() + i);
        }
    }
}

void TestRecording::readsALeftoverLog()
{
    recordAndDie(1000);
    QVERIFY(QFile::exists(path() + QStringLiteral("-wal")));
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(countSamples(*opened.recording), std::size_t(1000));
    QCOMPARE(opened.recording->warnings().size(), std::size_t(1));
    QVERIFY(opened.recording->warnings().front().find("not ended") != std::string::npos);
}

void TestRecording::readsATornLog_data()
{
    readsWhatIsLeftOfATruncatedFile_data();
}

/** Whole transactions of the log are there, and what is there of the torn one. */
void TestRecording::readsATornLog()
{
    QFETCH(int, percent);
    QFETCH(int, more);
    recordAndDie(2000);
    const QString log = path() + QStringLiteral("-wal");
    truncate(log, QFileInfo(log).size() * percent / 100 + more);
    QFile::remove(path() + QStringLiteral("-shm"));
    const auto opened = Recording::open(bytesOf(path()));
    // It may be cut before the tables were there.
    QVERIFY2(opened.recording || (percent <= 10 && !opened.fault.empty()), opened.fault.c_str());
    const std::size_t size = opened.recording ? opened.recording->size() : 0;
    const std::size_t found = opened.recording ? countSamples(*opened.recording) : 0;
    QVERIFY(size <= found + 1); // and one that says what is missing
    QVERIFY(found <= 2000 && (percent < 50 || found > 300));
}

/** As another user, for root may write everywhere. */
void TestRecording::readsInAFolderThatCannotBeWritten()
{
    recordAndDie(1000);
    QVERIFY(QFile::copy(path(), path() + QStringLiteral(".ended")));
    QVERIFY(QFile::remove(path() + QStringLiteral(".ended")));
    QFile::remove(path() + QStringLiteral("-shm"));
    const std::string name = bytesOf(path());
    for (const char *ending : {"", "-wal"}) {
        QCOMPARE(::chmod((name + ending).c_str(), 0444), 0);
    }
    QCOMPARE(::chmod(bytesOf(m_folder->path()).c_str(), 0555), 0);
    const pid_t child = runInChild([&name] {
        if (::geteuid() == 0 && ::setuid(65534) != 0) {
            return 9;
        }
        const auto opened = Recording::open(name);
        return opened.recording != nullptr && countSamples(*opened.recording) == 1000 ? 0 : 1;
    });
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    ::chmod(bytesOf(m_folder->path()).c_str(), 0755);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

void TestRecording::saysThatAFileIsGone()
{
    QCOMPARE(makeRecording(path(), 1000), std::string());
    const auto opened = Recording::open(bytesOf(path()));
    const auto sealed = opened.recording->snapshot();
    const auto kept = sealed->segmentContaining(1);
    QVERIFY(QFile::remove(path()));
    QVERIFY(isSample(opened.recording->at(999), 1000)); // still open
    std::thread([sealed] {
        const auto held = sealed->segmentContaining(1);
        return held != nullptr;
    }).join();
}

REALTIME_TEST(TestRecording, QCoreApplication)
#include "tst_recording.moc"
