// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "journalsamples.h"
#include "monitor/journal/arrivalbatch.h"
#include "monitor/journal/journal.h"
#include "support/sealedsegments.h"
#include "support/testprogram.h"

#include <QTest>

class TestArrivalBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void keepsTheBytesWhereTheyAre();
    void copiesWhatASmallJournalWouldHoldABlockFor();
    void outlivesItsWriter();
    void fillsTheSameChunkFurther();
    void countsWhatItTakesOfAChunk();
    void countsWhatIsLostAtTheEndOfABlock();
    void countsTheBytes();
    void emptiesWhatItUsesAgain();
    void aBatchIsAppendedLikeItsRows();
};

namespace {

std::shared_ptr<ChunkMemory> blocks()
{
    return std::make_shared<ChunkMemory>(ChunkMemory::Source::Blocks);
}

} // namespace

void TestArrivalBatch::keepsEveryField()
{
    Generator generator(7);
    BatchWriter writer(blocks());
    std::vector<Arrival> arrivals;
    for (int i = 0; i < 500; ++i) {
        arrivals.push_back(generator.arrival());
        writer.add(entryOf(arrivals.back()));
    }
    const ArrivalBatch batch = writer.take();
    QCOMPARE(batch.entries.size(), arrivals.size());
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        QCOMPARE(batch.entries[i], entryOf(arrivals[i]));
    }
}

void TestArrivalBatch::keepsTheBytesWhereTheyAre()
{
    BatchWriter writer(blocks());
    const std::string large(100'000, 'x');
    writer.add(publicationRow("small"));
    writer.add(publicationRow(large));
    writer.add(publicationRow("small again"));
    const ArrivalBatch batch = writer.take();
    Journal journal;
    QCOMPARE(journal.appendBatch(batch), 0u);
    QCOMPARE(journal.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        Entry expected = batch.entries[i];
        expected.number = i + 1;
        QCOMPARE(journal.at(i), expected);
        QCOMPARE(static_cast<const void *>(journal.at(i).payload.data()),
                 static_cast<const void *>(batch.entries[i].payload.data()));
    }
}

void TestArrivalBatch::copiesWhatASmallJournalWouldHoldABlockFor()
{
    BatchWriter writer(blocks());
    writer.add(publicationRow("small"));
    const ArrivalBatch batch = writer.take();
    Journal journal({1024, 10, 10, 1024});
    journal.appendBatch(batch);
    QCOMPARE(journal.at(0).payload, std::string_view("small"));
    QVERIFY(journal.at(0).payload.data() != batch.entries[0].payload.data());
}

void TestArrivalBatch::outlivesItsWriter()
{
    Journal journal;
    {
        BatchWriter writer(blocks());
        writer.add(publicationRow("one"));
        journal.appendBatch(writer.take());
        writer.add(publicationRow("two"));
        journal.appendBatch(writer.take());
    }
    QCOMPARE(journal.at(0).payload, std::string_view("one"));
    QCOMPARE(journal.at(1).payload, std::string_view("two"));
    QCOMPARE(journal.at(1).channel, std::string_view("news"));
}

void TestArrivalBatch::fillsTheSameChunkFurther()
{
    BatchWriter writer(blocks());
    writer.add(publicationRow("one"));
    const ArrivalBatch first = writer.take();
    QVERIFY(writer.batch().isEmpty());
    writer.add(publicationRow("two"));
    const ArrivalBatch second = writer.take();
    QCOMPARE(static_cast<const void *>(second.entries[0].payload.data()),
             static_cast<const void *>(first.entries[0].payload.data() + 3));
}

void TestArrivalBatch::countsWhatItTakesOfAChunk()
{
    BatchWriter writer(blocks());
    Journal journal;
    writer.add(publicationRow("one"));
    journal.appendBatch(writer.take());
    const std::size_t before = journal.memoryBytes();
    QVERIFY(before < 3000);
    for (int i = 0; i < 100; ++i) {
        writer.add(publicationRow(std::string(100, 'x')));
        journal.appendBatch(writer.take());
        journal.snapshot();
    }
    QVERIFY(journal.memoryBytes() >= 100 * (48 + 100));
    QVERIFY(journal.memoryBytes() < before + 100 * (48 + 100) + 1000);
}

/** In 2 MB there is room for 8 of these. */
void TestArrivalBatch::countsWhatIsLostAtTheEndOfABlock()
{
    BatchWriter writer(blocks());
    Journal journal;
    const std::string large(250'000, 'x');
    for (int i = 0; i < 17; ++i) {
        writer.add(publicationRow(large));
        journal.appendBatch(writer.take());
    }
    QVERIFY(journal.memoryBytes() > 2 * ChunkMemory::BlockSize + large.size());
}

void TestArrivalBatch::countsTheBytes()
{
    BatchWriter writer(blocks());
    QCOMPARE(writer.batch().bytes, 0u);
    writer.add(publicationRow("four"));
    writer.add(publicationRow("and eleven."));
    QCOMPARE(writer.batch().bytes, 2 * sizeof(Entry) + 15);
    QVERIFY(writer.take().bytes > 2 * sizeof(Entry) + 15); // with the names
    QCOMPARE(writer.batch().bytes, 0u);
}

void TestArrivalBatch::emptiesWhatItUsesAgain()
{
    BatchWriter writer(blocks());
    writer.add(publicationRow("one"));
    writer.reuse(writer.take().entries);
    QVERIFY(writer.batch().isEmpty());
    writer.add(publicationRow("two"));
    const ArrivalBatch batch = writer.take();
    QCOMPARE(batch.entries.size(), 1u);
    QCOMPARE(batch.entries[0].payload, std::string_view("two"));
}

/** In batches of any size, with trims and seals in between. */
void TestArrivalBatch::aBatchIsAppendedLikeItsRows()
{
    const JournalLimits limits{std::size_t(64) * 1024 * 1024, 4'000, 500,
                               2 * ChunkMemory::BlockSize};
    Generator generator(11);
    BatchWriter writer(blocks());
    Journal batched(limits);
    Journal appending(limits);
    for (int round = 0; round < 400; ++round) {
        std::vector<Arrival> arrivals(generator.below(40));
        for (Arrival &arrival : arrivals) {
            arrival = generator.arrival();
            writer.add(entryOf(arrival));
        }
        ArrivalBatch batch = writer.take();
        QCOMPARE(batched.appendBatch(batch), appending.append(arrivals));
        writer.reuse(std::move(batch.entries));
        if (generator.below(20) == 0) {
            batched.snapshot();
            appending.snapshot();
        }
    }
    QVERIFY(batched.counters().trimmed > 0);
    QCOMPARE(batched.size(), appending.size());
    QCOMPARE(batched.counters().publicationBytes, appending.counters().publicationBytes);
    for (std::size_t i = 0; i < batched.size(); ++i) {
        QCOMPARE(batched.at(i), appending.at(i));
    }
}

REALTIME_TEST(TestArrivalBatch, QCoreApplication)
#include "tst_arrivalbatch.moc"
