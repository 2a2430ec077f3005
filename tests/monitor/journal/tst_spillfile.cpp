// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/spillfile.h"
#include "support/testprogram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/** One file of a journal, before it is full and after. */
class TestSpillFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void holdsItsPartsInOrder();
    void takesTheRoomBeforeItWrites();
    void writesNothingWhereThereIsNoRoom();
    void writesWhereNoRoomCanBeTaken_data();
    void writesWhereNoRoomCanBeTaken();
    void isInUseUntilItsMapIsGone();
    void refusesMoreThanIsAllowed();

private:
    SpilledFile spill() const;

    const std::string m_first = std::string(5000, 'a');
    const std::string m_second = std::string(3000, 'b');
    const QTemporaryDir m_folder;
    JournalSpill m_options;
    std::shared_ptr<DiskUse> m_use;
    int m_writes = 0;
};

void TestSpillFile::init()
{
    m_options = {};
    m_options.folder = m_folder.path().toStdString();
    m_options.spareBytes = 0;
    m_options.write = [this](int file, const void *bytes, std::size_t size, off_t from) {
        ++m_writes;
        return ::pwrite(file, bytes, size, from);
    };
    m_use = std::make_shared<DiskUse>(0);
    m_writes = 0;
}

SpilledFile TestSpillFile::spill() const
{
    const std::array<std::span<const char>, 2> parts{m_first, m_second};
    return spillToFile(m_options, parts, m_use, [] { return false; });
}

void TestSpillFile::holdsItsPartsInOrder()
{
    const SpilledFile file = spill();
    QVERIFY(file.map != nullptr);
    QCOMPARE(std::string(file.map->data(), file.map->size()), m_first + m_second);
}

/** Of a file without holes that has its size, each page can be read. */
void TestSpillFile::takesTheRoomBeforeItWrites()
{
    std::int64_t size = -1;
    m_options.write = [&size](int file, const void *bytes, std::size_t count, off_t from) {
        struct stat status = {};
        ::fstat(file, &status);
        size = size < 0 ? std::min<std::int64_t>(status.st_size, status.st_blocks * 512) : size;
        return ::pwrite(file, bytes, count, from);
    };
    bool isUnable = false;
    QVERIFY(spill().map != nullptr);
    {
        QFile probe(m_folder.filePath(QStringLiteral("probe")));
        QVERIFY(probe.open(QIODevice::WriteOnly));
        isUnable = ::fallocate(probe.handle(), 0, 0, 1) != 0;
    }
    if (isUnable) {
        QSKIP("This file system can't take room beforehand.");
    }
    QCOMPARE(size, 8000);
}

void TestSpillFile::writesNothingWhereThereIsNoRoom()
{
    m_options.reserve = [](int, off_t size) { return size == 8000 ? ENOSPC : 0; };
    const SpilledFile file = spill();
    QVERIFY(file.map == nullptr);
    QCOMPARE(file.error, ENOSPC);
    QCOMPARE(m_writes, 0);
}

void TestSpillFile::writesWhereNoRoomCanBeTaken_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("not by this file system") << EOPNOTSUPP;
    QTest::newRow("not by this system") << ENOSYS;
}

void TestSpillFile::writesWhereNoRoomCanBeTaken()
{
    QFETCH(int, error);
    m_options.reserve = [error](int, off_t) { return error; };
    const SpilledFile file = spill();
    QVERIFY(file.map != nullptr);
    QCOMPARE(std::string(file.map->data(), file.map->size()), m_first + m_second);
}

void TestSpillFile::isInUseUntilItsMapIsGone()
{
    SpilledFile one = spill();
    const SpilledFile other = spill();
    QCOMPARE(m_use->load(), 16'000u);
    one = {};
    QCOMPARE(m_use->load(), 8000u);
    m_options.write = [](int, const void *, std::size_t, off_t) -> ssize_t { return -1; };
    QVERIFY(spill().map == nullptr);
    QCOMPARE(m_use->load(), 8000u);
}

void TestSpillFile::refusesMoreThanIsAllowed()
{
    m_options.bytes = 8000;
    const SpilledFile one = spill();
    const SpilledFile two = spill();
    QVERIFY(two.map != nullptr);
    m_writes = 0;
    const SpilledFile three = spill();
    QVERIFY(three.map == nullptr);
    QCOMPARE(three.error, ENOSPC);
    QCOMPARE(m_writes, 0);
}

REALTIME_TEST(TestSpillFile, QCoreApplication)
#include "tst_spillfile.moc"
