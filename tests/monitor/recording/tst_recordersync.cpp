// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "recordingfixture.h"
#include "support/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <atomic>

using namespace std::chrono_literals;

/** Whether what is committed is on the disk, so that it outlives a machine that goes down. */
class TestRecorderSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void putsEachCommitOnTheDisk();
};

namespace {

std::atomic<int> logSyncs = 0;
const sqlite3_io_methods *systemMethods = nullptr;
sqlite3_io_methods countingMethods;
sqlite3_vfs *systemFiles = nullptr;
sqlite3_vfs countingFiles;

int countSync(sqlite3_file *file, int flags)
{
    ++logSyncs;
    return systemMethods->xSync(file, flags);
}

/** SQLite's own files, but for the write-ahead log one that counts. */
int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    const int result = systemFiles->xOpen(systemFiles, name, file, flags, outFlags);
    if (result == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0) {
        systemMethods = file->pMethods;
        countingMethods = *systemMethods;
        countingMethods.xSync = countSync;
        file->pMethods = &countingMethods;
    }
    return result;
}

} // namespace

void TestRecorderSync::init()
{
    logSyncs = 0;
    systemFiles = sqlite3_vfs_find(nullptr);
    countingFiles = *systemFiles;
    countingFiles.pNext = nullptr;
    countingFiles.zName = "counting";
    countingFiles.xOpen = openFile;
    QCOMPARE(sqlite3_vfs_register(&countingFiles, 1), SQLITE_OK);
}

void TestRecorderSync::cleanup()
{
    sqlite3_vfs_unregister(&countingFiles);
    sqlite3_vfs_register(systemFiles, 1);
}

void TestRecorderSync::putsEachCommitOnTheDisk()
{
    constexpr std::uint64_t Commits = 5;
    const QTemporaryDir folder;
    RecorderLimits limits;
    limits.interval = 1ms;
    limits.checkpointInterval = 1h;
    const auto started =
        Recorder::start(folder.filePath(QStringLiteral("a.rtm")).toStdString(), {}, limits);
    QVERIFY2(started.recorder, started.fault.c_str());
    for (std::uint64_t i = 1; i <= Commits; ++i) {
        const int before = logSyncs;
        recordSamples(*started.recorder, i, 1);
        QTRY_COMPARE(started.recorder->status().written, i);
        QVERIFY(logSyncs > before);
    }
    started.recorder->end();
}

REALTIME_TEST(TestRecorderSync, QCoreApplication)
#include "tst_recordersync.moc"
