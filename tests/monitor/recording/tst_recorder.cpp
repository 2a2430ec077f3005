// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/recording/database.h"
#include "monitor/recording/recordingschema.h"
#include "monitor/recording/recordingwriter.h"
#include "recordingfixture.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <limits>

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace std::chrono_literals;

class TestRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsEveryField();
    void keepsBytesExactly();
    void keepsOffsetsOf64Bits();
    void writesSoonWithoutAnEnd();
    void isReadableByItsOwnerOnly();
    void neverOverwrites_data();
    void neverOverwrites();
    void saysWhyItCannotStart();
    void leavesOneFile();
    void survivesAKill();
    void stopsWhenTheDiskIsFull();
    void countsWhatItCouldNotTake();
    void losesNothingOfAGiverWhoWaits();
    void waitsForRoomNoLongerThanItMay();
    void takesAnEntryLargerThanTheQueue();
    void writesWhatIsLeftAtTheEnd();
    void describesItself();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a recording.rtm")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRecorder::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestRecorder::keepsEveryField()
{
    auto started = Recorder::start(bytesOf(path()), {});
    QVERIFY2(started.recorder, started.fault.c_str());
    Entry entry;
    entry.number = 4711; // numbered anew
    entry.kind = EntryKind::Gap;
    entry.packedState = 3;
    entry.flags = EpochChanged | Backlog;
    entry.monotonic = -5ns;
    entry.wall = 1234567us;
    entry.channel = "chat";
    entry.epoch = "xyz";
    entry.offset = 12;
    entry.packedCode = 4'000'000'000;
    entry.payload = "why";
    entry.tags = "{\"a\":\"b\"}";
    entry.info = "{\"user\":\"alice\"}";
    started.recorder->record(entry);
    started.recorder->end();

    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), std::size_t(1));
    entry.number = 1;
    QCOMPARE(opened.recording->at(0), entry);
}

void TestRecorder::keepsBytesExactly()
{
    std::string payload("\0\xFF\xC3{\"a\":1e400}\r\n\0", 16);
    auto started = Recorder::start(bytesOf(path()), {});
    QVERIFY2(started.recorder, started.fault.c_str());
    Entry entry;
    entry.payload = payload;
    entry.channel = std::string_view("a\0b", 3);
    started.recorder->record(entry);
    entry.channel = "a";
    entry.epoch = std::string_view("\0b", 2);
    started.recorder->record(entry);
    started.recorder->end();

    const auto opened = Recording::open(bytesOf(path()));
    QCOMPARE(opened.recording->at(0).payload, std::string_view(payload));
    QCOMPARE(opened.recording->at(0).channel, std::string_view("a\0b", 3));
    QCOMPARE(opened.recording->at(1).channel, std::string_view("a"));
    QCOMPARE(opened.recording->at(1).epoch, std::string_view("\0b", 2));
}

void TestRecorder::keepsOffsetsOf64Bits()
{
    const std::uint64_t offsets[] = {0, 1, std::uint64_t(1) << 63,
                                     std::numeric_limits<std::uint64_t>::max()};
    auto started = Recorder::start(bytesOf(path()), {});
    for (const std::uint64_t offset : offsets) {
        Entry entry;
        entry.offset = offset;
        started.recorder->record(entry);
    }
    started.recorder->end();
    const auto opened = Recording::open(bytesOf(path()));
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(opened.recording->at(i).offset, offsets[i]);
    }
}

void TestRecorder::writesSoonWithoutAnEnd()
{
    auto started = Recorder::start(bytesOf(path()), {});
    recordSamples(*started.recorder, 1, 10);
    QTRY_COMPARE_WITH_TIMEOUT(started.recorder->status().written, std::uint64_t(10), 2000);
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), std::size_t(10)); // read while it is written
    recordSamples(*started.recorder, 11, 10);
    QTRY_COMPARE(started.recorder->status().written, std::uint64_t(20));
    QCOMPARE(started.recorder->status().waiting, std::uint64_t(0));
}

void TestRecorder::isReadableByItsOwnerOnly()
{
    const mode_t before = ::umask(0);
    auto started = Recorder::start(bytesOf(path()), {});
    recordSamples(*started.recorder, 1, 10);
    QTRY_COMPARE(started.recorder->status().written, std::uint64_t(10));
    ::umask(before);
    const QFileInfoList files = QDir(m_folder->path()).entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 3); // with -wal and -shm
    for (const QFileInfo &file : files) {
        struct stat status = {};
        QCOMPARE(::stat(bytesOf(file.filePath()).c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0600));
    }
}

void TestRecorder::neverOverwrites_data()
{
    QTest::addColumn<QString>("ending");
    QTest::newRow("the file") << QString();
    QTest::newRow("a log of another database") << QStringLiteral("-wal");
    QTest::newRow("a journal of another database") << QStringLiteral("-journal");
}

void TestRecorder::neverOverwrites()
{
    QFETCH(QString, ending);
    QFile file(path() + ending);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("precious");
    file.close();
    const auto started = Recorder::start(bytesOf(path()), {});
    QVERIFY(!started.recorder);
    QVERIFY(QString::fromStdString(started.fault).contains(QStringLiteral("there already")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("precious"));
}

void TestRecorder::saysWhyItCannotStart()
{
    const auto started = Recorder::start(bytesOf(m_folder->filePath(QStringLiteral("no/x"))), {});
    QVERIFY(!started.recorder);
    QVERIFY(QString::fromStdString(started.fault).contains(QStringLiteral("can't be made")));
}

void TestRecorder::leavesOneFile()
{
    QCOMPARE(makeRecording(path(), 100), std::string());
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
    const auto opened = Recording::open(bytesOf(path()));
    QCOMPARE(opened.recording->size(), std::size_t(100));
    QCOMPARE(opened.recording->warnings().size(), std::size_t(0));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
}

/** What was committed when the process died is there; all that came a second before as well. */
void TestRecorder::survivesAKill()
{
    int ends[2] = {};
    QCOMPARE(::pipe(ends), 0);
    const std::string name = bytesOf(path());
    const pid_t child = runInChild([&name, &ends] {
        auto started = Recorder::start(name, {});
        std::uint64_t number = 1;
        std::uint64_t written = 0;
        do {
            recordSamples(*started.recorder, number, 100);
            number += 100;
            written = started.recorder->status().written;
        } while (::write(ends[1], &written, sizeof(written)) == sizeof(written));
        return 1;
    });
    std::uint64_t committed = 0;
    while (committed < 20'000 && ::read(ends[0], &committed, sizeof(committed)) > 0) { }
    ::kill(child, SIGKILL);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    ::close(ends[1]);
    while (::read(ends[0], &committed, sizeof(committed)) > 0) { } // the last it told
    ::close(ends[0]);

    const auto opened = Recording::open(name);
    QVERIFY2(opened.recording, opened.fault.c_str());
    QVERIFY(committed >= 20'000);
    QVERIFY2(opened.recording->size() >= committed,
             qPrintable(QStringLiteral("%1 < %2").arg(opened.recording->size()).arg(committed)));
    for (std::size_t i = 0; i < opened.recording->size(); ++i) {
        QVERIFY(isSample(opened.recording->at(i), i + 1));
    }
    for (const std::string &warning : opened.recording->warnings()) {
        const bool isTrue = warning.find("was not ended") != std::string::npos
            || warning.find("ends within a transaction") != std::string::npos;
        QVERIFY2(isTrue, warning.c_str());
    }
}

void TestRecorder::stopsWhenTheDiskIsFull()
{
    RecorderLimits limits;
    limits.mostPages = 40;
    auto started = Recorder::start(bytesOf(path()), {}, limits);
    QVERIFY2(started.recorder, started.fault.c_str());
    recordSamples(*started.recorder, 1, 200);
    QTRY_COMPARE(started.recorder->status().written, std::uint64_t(200));
    recordSamples(*started.recorder, 201, 10'000);
    QTRY_COMPARE(started.recorder->status().state, RecorderStatus::State::Failed);
    const RecorderStatus status = started.recorder->status();
    QVERIFY2(QString::fromStdString(status.fault).contains(QStringLiteral("disk is full")),
             status.fault.c_str());
    recordSamples(*started.recorder, 1, 10); // no harm
    started.recorder->end();
    QCOMPARE(started.recorder->status().state, RecorderStatus::State::Failed);

    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), std::size_t(status.written));
    QVERIFY(isSample(opened.recording->at(199), 200));
}

/** Another program holds the file: the giver does not wait, the loss is counted, and a row tells.
 */
void TestRecorder::countsWhatItCouldNotTake()
{
    RecorderLimits limits;
    limits.queueBytes = 100'000;
    auto started = Recorder::start(bytesOf(path()), {}, limits);
    QVERIFY2(started.recorder, started.fault.c_str());
    Database other;
    QCOMPARE(other.open(bytesOf(path()), SQLITE_OPEN_READWRITE), SQLITE_OK);
    QCOMPARE(other.execute("BEGIN IMMEDIATE"), SQLITE_OK);

    recordSamples(*started.recorder, 1, 5000);
    const RecorderStatus behind = started.recorder->status();
    QVERIFY(behind.lost > 0);
    QCOMPARE(behind.written, std::uint64_t(0));
    QCOMPARE(behind.given, behind.waiting + behind.lost);
    QTRY_VERIFY(started.recorder->status().lag > 300ms);

    QCOMPARE(other.execute("COMMIT"), SQLITE_OK);
    QTRY_COMPARE(started.recorder->status().waiting, std::uint64_t(0));
    recordSamples(*started.recorder, 5001, 1);
    started.recorder->end();
    const RecorderStatus status = started.recorder->status();
    QCOMPARE(status.state, RecorderStatus::State::Ended);
    QCOMPARE(status.written, 5001 - status.lost);

    const auto opened = Recording::open(bytesOf(path()));
    QCOMPARE(opened.recording->size(), std::size_t(status.written + 1));
    const Entry loss = opened.recording->at(status.written - 1);
    QCOMPARE(loss.kind, EntryKind::Loss);
    QCOMPARE(std::uint64_t(loss.count()), status.lost);
}

void TestRecorder::losesNothingOfAGiverWhoWaits()
{
    RecorderLimits limits;
    limits.queueBytes = 10'000;
    limits.interval = 1ms;
    auto started = Recorder::start(bytesOf(path()), {}, limits);
    const std::string large(4000, 'x');
    const Entry entry = publicationRow(large);
    for (int i = 0; i < 200; ++i) {
        started.recorder->waitForRoom(entry, 20s);
        started.recorder->record(entry);
        QVERIFY(started.recorder->status().waiting <= 2);
    }
    started.recorder->end();
    QCOMPARE(started.recorder->status().written, std::uint64_t(200));
    QCOMPARE(started.recorder->status().lost, std::uint64_t(0));
}

void TestRecorder::waitsForRoomNoLongerThanItMay()
{
    RecorderLimits limits;
    limits.queueBytes = 1000;
    auto started = Recorder::start(bytesOf(path()), {}, limits);
    Database other;
    QCOMPARE(other.open(bytesOf(path()), SQLITE_OPEN_READWRITE), SQLITE_OK);
    QCOMPARE(other.execute("BEGIN IMMEDIATE"), SQLITE_OK);
    const std::string large(900, 'x');
    const Entry entry = publicationRow(large);
    started.recorder->record(entry);
    started.recorder->waitForRoom(entry, 1ms);
    started.recorder->record(entry);
    QCOMPARE(started.recorder->status().lost, std::uint64_t(1));
    QCOMPARE(other.execute("COMMIT"), SQLITE_OK);
}

void TestRecorder::takesAnEntryLargerThanTheQueue()
{
    RecorderLimits limits;
    limits.queueBytes = 1000;
    auto started = Recorder::start(bytesOf(path()), {}, limits);
    const std::string large(10'000'000, 'x');
    const Entry entry = publicationRow(large);
    started.recorder->record(entry);
    started.recorder->end();
    const auto opened = Recording::open(bytesOf(path()));
    QCOMPARE(opened.recording->at(0).payload, std::string_view(large));
}

void TestRecorder::writesWhatIsLeftAtTheEnd()
{
    RecorderLimits limits;
    limits.interval = 1h;
    auto started = Recorder::start(bytesOf(path()), {}, limits);
    recordSamples(*started.recorder, 1, 10);
    started.recorder->end();
    QCOMPARE(started.recorder->status().written, std::uint64_t(10));
    started.recorder->record(Entry()); // too late, no harm
    QCOMPARE(started.recorder->status().given, std::uint64_t(10));
}

void TestRecorder::describesItself()
{
    RecordingMetadata metadata;
    metadata.program = "realtime-monitor 9";
    metadata.profile = "Gräber";
    metadata.user = "alice";
    metadata.url = "wss://example.org/connection/websocket";
    metadata.apiUrl = "https://example.org/api";
    QCOMPARE(makeRecording(path(), 1, metadata), std::string());
    const auto opened = Recording::open(bytesOf(path()));
    const RecordingMetadata &read = opened.recording->metadata();
    QCOMPARE(read.program, metadata.program);
    QCOMPARE(read.profile, metadata.profile);
    QCOMPARE(read.user, metadata.user);
    QCOMPARE(read.url, metadata.url);
    QCOMPARE(read.apiUrl, metadata.apiUrl);
    QVERIFY(read.startedAt.has_value());
    QVERIFY(read.endedAt.has_value());
    QVERIFY(*read.startedAt <= *read.endedAt);
    Database raw;
    QCOMPARE(raw.open(bytesOf(path()), SQLITE_OPEN_READONLY), SQLITE_OK);
    QCOMPARE(raw.number("PRAGMA user_version", 0), RecordingSchema::Version);
    QCOMPARE(raw.number("PRAGMA application_id", 0), RecordingSchema::ApplicationId);
}

REALTIME_TEST(TestRecorder, QCoreApplication)
#include "tst_recorder.moc"
