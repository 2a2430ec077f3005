// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journalsegment.h"

#include "journalsamples.h"

#include <QTest>

class TestJournalSegment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsTheEndsOfBlocks();
    void writesOnWhereASealedSegmentEnded();
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

QTEST_GUILESS_MAIN(TestJournalSegment)
#include "tst_journalsegment.moc"
