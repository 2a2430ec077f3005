// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "recordingfixture.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace std::chrono_literals;

/** What happens to the file of a recording while it is written. */
class TestRecorderFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isARecordingFromTheStart();
    void tellsAloneWhatWasRecorded();
    void tellsAloneOnRequest();
    void survivesAKillWithoutItsLog();
    void noticesThatItWasMoved_data();
    void noticesThatItWasMoved();
    void noticesThatItWasReplaced();
    void noticesThatItWasDeleted();
    void noticesThatItsLogIsGone_data();
    void noticesThatItsLogIsGone();
    void leavesTheLogOfAnother();
    void leavesNothingOnAFullDisk_data();
    void leavesNothingOnAFullDisk();
    void leavesNothingWhenNothingFits();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.rtm")); }
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files); }
    /** How many entries a copy of the file alone has, -1 where it can't be opened. */
    int entriesOfACopy() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

RecorderLimits checkpointEvery(std::chrono::milliseconds interval)
{
    RecorderLimits limits;
    limits.interval = 1ms;
    limits.checkpointInterval = interval;
    return limits;
}

bool writeContent(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

QByteArray fileContent(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool holdsSamples(const QString &path, std::size_t count)
{
    const auto opened = Recording::open(bytesOf(path));
    bool isRight = opened.recording != nullptr && opened.recording->size() == count;
    for (std::size_t i = 0; isRight && i < count; ++i) {
        isRight = isSample(opened.recording->at(i), i + 1);
    }
    return isRight;
}

QString failureOf(Recorder &recorder)
{
    const RecorderStatus status = recorder.status();
    return status.state == RecorderStatus::State::Failed ? QString::fromStdString(status.fault)
                                                         : QString();
}

} // namespace

void TestRecorderFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

int TestRecorderFile::entriesOfACopy() const
{
    const QTemporaryDir elsewhere;
    const QString copy = elsewhere.filePath(QStringLiteral("copy.rtm"));
    QFile::copy(path(), copy);
    const auto opened = Recording::open(bytesOf(copy));
    return opened.recording == nullptr ? -1 : int(opened.recording->size());
}

void TestRecorderFile::isARecordingFromTheStart()
{
    const auto started = Recorder::start(bytesOf(path()), {}, checkpointEvery(1h));
    QVERIFY2(started.recorder, started.fault.c_str());
    QCOMPARE(entriesOfACopy(), 0);
}

/** Also when nothing more comes; what comes later is there later. */
void TestRecorderFile::tellsAloneWhatWasRecorded()
{
    const auto started = Recorder::start(bytesOf(path()), {}, checkpointEvery(20ms));
    recordSamples(*started.recorder, 1, 10);
    QTRY_COMPARE(entriesOfACopy(), 10);
    recordSamples(*started.recorder, 11, 1);
    QTRY_COMPARE(entriesOfACopy(), 11);
}

void TestRecorderFile::tellsAloneOnRequest()
{
    RecorderLimits limits = checkpointEvery(1h);
    limits.interval = 1h;
    const auto started = Recorder::start(bytesOf(path()), {}, limits);
    recordSamples(*started.recorder, 1, 10);
    QCOMPARE(entriesOfACopy(), 0);
    started.recorder->requestCheckpoint();
    QTRY_COMPARE(entriesOfACopy(), 10);
    QCOMPARE(started.recorder->status().written, std::uint64_t(10));
    QCOMPARE(started.recorder->status().state, RecorderStatus::State::Recording);
}

void TestRecorderFile::survivesAKillWithoutItsLog()
{
    const std::string name = bytesOf(path());
    const pid_t child = runInChild([&name] {
        const auto started = Recorder::start(name, {}, checkpointEvery(20ms));
        recordSamples(*started.recorder, 1, 10);
        return ::pause();
    });
    QTRY_COMPARE(entriesOfACopy(), 10);
    ::kill(child, SIGKILL);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(QFile::remove(path() + QStringLiteral("-wal")));
    QFile::remove(path() + QStringLiteral("-shm"));
    QVERIFY(holdsSamples(path(), 10));
}

void TestRecorderFile::noticesThatItWasMoved_data()
{
    QTest::addColumn<int>("later");
    QTest::newRow("and nothing more comes") << 0;
    QTest::newRow("and more comes") << 5;
}

void TestRecorderFile::noticesThatItWasMoved()
{
    QFETCH(const int, later);
    const auto started = Recorder::start(bytesOf(path()), {}, checkpointEvery(20ms));
    recordSamples(*started.recorder, 1, 10);
    QTRY_COMPARE(started.recorder->status().written, std::uint64_t(10));
    const QString moved = m_folder->filePath(QStringLiteral("moved.rtm"));
    QVERIFY(QFile::rename(path(), moved));
    recordSamples(*started.recorder, 11, std::uint64_t(later));
    QTRY_COMPARE(failureOf(*started.recorder),
                 path() + QStringLiteral(" was moved to ") + moved
                     + QStringLiteral(" while it was recorded; the recording ends there."));
    const RecorderStatus status = started.recorder->status();
    QCOMPARE(status.file, bytesOf(moved));
    QCOMPARE(files(), QStringList{QStringLiteral("moved.rtm")});
    const auto opened = Recording::open(bytesOf(moved));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->warnings().size(), std::size_t(0));
    QVERIFY(holdsSamples(moved, opened.recording->size()));
    QVERIFY(opened.recording->size() >= 10);
}

void TestRecorderFile::noticesThatItWasReplaced()
{
    const auto started = Recorder::start(bytesOf(path()), {}, checkpointEvery(20ms));
    recordSamples(*started.recorder, 1, 10);
    const QString other = m_folder->filePath(QStringLiteral("other"));
    QVERIFY(writeContent(other, "precious"));
    QCOMPARE(std::rename(bytesOf(other).c_str(), bytesOf(path()).c_str()), 0);
    QTRY_COMPARE(failureOf(*started.recorder),
                 path()
                     + QStringLiteral(" was replaced by another file while it was recorded; "
                                      "nothing of the recording is left."));
    QCOMPARE(started.recorder->status().file, std::string());
    QCOMPARE(fileContent(path()), QByteArray("precious"));
}

void TestRecorderFile::noticesThatItWasDeleted()
{
    const auto started = Recorder::start(bytesOf(path()), {}, checkpointEvery(20ms));
    QVERIFY(QFile::remove(path()));
    QTRY_COMPARE(failureOf(*started.recorder),
                 path()
                     + QStringLiteral(" was deleted while it was recorded; nothing of the "
                                      "recording is left."));
    QCOMPARE(started.recorder->status().file, std::string());
    QCOMPARE(files(), QStringList());
}

void TestRecorderFile::noticesThatItsLogIsGone_data()
{
    QTest::addColumn<QByteArray>("other"); // in its place
    QTest::newRow("deleted") << QByteArray();
    QTest::newRow("replaced") << QByteArray("precious");
}

/** It lives on only as long as it is held open: all in it goes into the file. */
void TestRecorderFile::noticesThatItsLogIsGone()
{
    QFETCH(QByteArray, other);
    const auto started = Recorder::start(bytesOf(path()), {}, checkpointEvery(500ms));
    recordSamples(*started.recorder, 1, 10);
    QTRY_COMPARE(started.recorder->status().written, std::uint64_t(10));
    const QString log = path() + QStringLiteral("-wal");
    QVERIFY(QFile::remove(log));
    QVERIFY(other.isEmpty() || writeContent(log, other));
    recordSamples(*started.recorder, 11, 5);
    QTRY_COMPARE(failureOf(*started.recorder),
                 log
                     + QStringLiteral(", a part of the recording while it is made, was deleted or "
                                      "replaced. The recording ends here, complete."));
    QCOMPARE(started.recorder->status().file, bytesOf(path()));
    QCOMPARE(other.isEmpty() ? QByteArray() : fileContent(log), other);
    QFile::remove(log);
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->warnings().size(), std::size_t(0));
    QVERIFY(opened.recording->size() >= 10);
    QVERIFY(holdsSamples(path(), opened.recording->size()));
}

/** Moved away, and others stand under the names: neither is ours to remove. */
void TestRecorderFile::leavesTheLogOfAnother()
{
    const auto started = Recorder::start(bytesOf(path()), {}, checkpointEvery(1h));
    const QString log = path() + QStringLiteral("-wal");
    QVERIFY(QFile::rename(path(), path() + QStringLiteral(".moved")));
    QVERIFY(QFile::remove(log));
    QVERIFY(writeContent(path(), "precious"));
    QVERIFY(writeContent(log, "log"));
    started.recorder->end();
    QVERIFY(failureOf(*started.recorder).contains(QStringLiteral("was moved to ")));
    QCOMPARE(fileContent(path()), QByteArray("precious"));
    QCOMPARE(fileContent(log), QByteArray("log"));
}

void TestRecorderFile::leavesNothingOnAFullDisk_data()
{
    QTest::addColumn<int>("bytes");
    for (const int bytes : {0, 100, 4096, 8192, 20'000, 32'768}) {
        QTest::addRow("%d bytes", bytes) << bytes;
    }
}

/** Or it has begun, and then what it has is there. */
void TestRecorderFile::leavesNothingOnAFullDisk()
{
    QFETCH(const int, bytes);
    const std::string name = bytesOf(path());
    const pid_t child = runInChild([&name, bytes] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{rlim_t(bytes), rlim_t(bytes)};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto started = Recorder::start(name, {});
        if (started.recorder == nullptr) {
            return started.fault.find("can't be written: ") != std::string::npos ? 0 : 1;
        }
        const std::string large(100'000, 'x');
        started.recorder->record(publicationRow(large));
        started.recorder->end();
        const RecorderStatus status = started.recorder->status();
        // SQLite tells the reason of some failures only.
        const bool isTold = status.fault.find("can't be written: ") != std::string::npos
            && status.fault.ends_with(" Nothing was recorded.");
        return isTold && status.file.empty() ? 0 : 2;
    });
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
    QCOMPARE(files(), QStringList());
}

void TestRecorderFile::leavesNothingWhenNothingFits()
{
    RecorderLimits limits;
    limits.mostPages = 7;
    const auto started = Recorder::start(bytesOf(path()), {}, limits);
    QVERIFY2(started.recorder, started.fault.c_str());
    recordSamples(*started.recorder, 1, 1000);
    started.recorder->end();
    QCOMPARE(failureOf(*started.recorder),
             QStringLiteral("The disk is full: ") + path()
                 + QStringLiteral(" can't grow any more. Nothing was recorded."));
    QCOMPARE(files(), QStringList());
}

REALTIME_TEST(TestRecorderFile, QCoreApplication)
#include "tst_recorderfile.moc"
