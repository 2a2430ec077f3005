// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/journalsegment.h"

#include "journalsamples.h"
#include "support/testprogram.h"

#include <QTest>

class TestJournalSegment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsTheEndsOfBlocks();
    void writesOnWhereASealedSegmentEnded();
    void usesBlocksAgain();
    void keepsManyRecords();
};

/** Whatever the sizes: what is lost at the ends of blocks counts as well. */
void TestJournalSegment::countsTheEndsOfBlocks()
{
    ChunkMemory memory;
    JournalSegment segment(1, {1'000'000, std::size_t(64) * 1024 * 1024}, memory);
    const Arrival arrival = publication(std::string(250'000, 'x'));
    for (int i = 0; i < 80; ++i) { // 8 to a block
        segment.append(entryOf(arrival));
    }
    QVERIFY(segment.memoryBytes() > 9 * ChunkMemory::BlockSize + 8 * 250'000);
}

/** What a small segment gives back is used again, and nobody who reads notices. */
void TestJournalSegment::writesOnWhereASealedSegmentEnded()
{
    ChunkMemory memory;
    const JournalSegment::Limits limits{1000, 1'000'000};
    JournalSegment first(1, limits, memory);
    first.append(entryOf(publication("first")));
    first.seal();
    JournalSegment second(2, limits, memory);
    second.append(entryOf(publication("second")));
    QCOMPARE(second.at(0).payload.data(), first.at(0).payload.data() + 5);
    QCOMPARE(first.at(0).payload, std::string_view("first"));
    second.withdraw();
    JournalSegment third(2, limits, memory);
    third.append(entryOf(publication("third")));
    QCOMPARE(third.at(0).payload.data(), first.at(0).payload.data() + 5);
}

/** New memory has to be cleared by the system, which costs more than a large message. */
void TestJournalSegment::usesBlocksAgain()
{
    constexpr std::size_t Somewhere = ChunkMemory::BlockSize / 2;
    ChunkMemory memory;
    memory.takeRest(1).chunk[Somewhere] = 'x';
    memory.clear();
    QCOMPARE(memory.takeRest(1).chunk[Somewhere], 'x');
}

/** Their records move to a block on the way. */
void TestJournalSegment::keepsManyRecords()
{
    constexpr std::uint64_t Most = 43'690;
    ChunkMemory memory;
    JournalSegment segment(1, {Most, std::size_t(64) * 1024 * 1024}, memory);
    for (std::uint64_t offset = 1; offset <= Most; ++offset) {
        Arrival arrival = publication("x");
        arrival.offset = offset;
        QVERIFY(segment.hasRoomFor(entryOf(arrival)));
        segment.append(entryOf(arrival));
    }
    QVERIFY(!segment.hasRoomFor(entryOf(publication("x"))));
    segment.seal();
    for (std::uint64_t i = 0; i < Most; ++i) {
        QCOMPARE(segment.at(i).offset, i + 1);
    }
}

REALTIME_TEST(TestJournalSegment, QCoreApplication)
#include "tst_journalsegment.moc"
