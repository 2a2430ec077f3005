// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/journalfeed.h"

#include "monitor/journal/journal.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

/** From the queue of the I/O thread into a journal. */
class TestJournalFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatIsInTheQueue();
    void takesManyInTurns();
    void callsWaitForTheRowsBeforeThem();
    void closingDropsRowsAndCalls();
    void takesTheLastRowsOfAQueue();
    void saysWhatWasLost();
    void mayBeDeletedWhileItAppends();
};

namespace {

constexpr int MoreThanATurn = 5000;

ArrivalBatch rows(int count)
{
    BatchWriter writer(std::make_shared<ChunkMemory>(ChunkMemory::Source::Heap));
    for (int i = 0; i < count; ++i) {
        writer.add(Entry());
    }
    return writer.take();
}

struct FeedFixture
{
    Journal journal;
    JournalFeed feed{journal, [this](const auto &batches, const auto &others) {
                         for (const ArrivalBatch &batch : batches) {
                             journal.appendBatch(batch);
                         }
                         journal.append(others);
                     }};
    std::shared_ptr<ArrivalQueue> queue = std::make_shared<ArrivalQueue>();

    FeedFixture() { feed.open(queue); }
};

} // namespace

void TestJournalFeed::takesWhatIsInTheQueue()
{
    FeedFixture f;
    f.feed.take();
    QCOMPARE(f.journal.size(), std::size_t(0));
    f.queue->push(rows(3));
    f.feed.take();
    QCOMPARE(f.journal.size(), std::size_t(3));
}

/** Other events get their turn in between. */
void TestJournalFeed::takesManyInTurns()
{
    FeedFixture f;
    f.queue->push(rows(MoreThanATurn));
    f.queue->push(rows(2));
    f.feed.take();
    QCOMPARE(f.journal.size(), std::size_t(MoreThanATurn));
    QTRY_COMPARE(f.journal.size(), std::size_t(MoreThanATurn + 2));
}

void TestJournalFeed::callsWaitForTheRowsBeforeThem()
{
    FeedFixture f;
    QList<std::size_t> sizes;
    const auto call = [&] { sizes.append(f.journal.size()); };
    f.feed.whenDrained(call);
    f.queue->push(rows(MoreThanATurn));
    f.queue->push(rows(2));
    f.feed.take();
    f.feed.whenDrained(call);
    QCOMPARE(sizes, (QList<std::size_t>{0}));
    QTRY_COMPARE(sizes, (QList<std::size_t>{0, MoreThanATurn + 2}));
}

void TestJournalFeed::closingDropsRowsAndCalls()
{
    FeedFixture f;
    bool isCalled = false;
    f.queue->push(rows(MoreThanATurn));
    f.queue->push(rows(2));
    f.feed.take();
    f.feed.whenDrained([&] { isCalled = true; });
    f.feed.close();
    QCoreApplication::sendPostedEvents(&f.feed);
    QCOMPARE(f.journal.size(), std::size_t(MoreThanATurn));
    QVERIFY(!isCalled);
    QVERIFY(!f.queue->push(rows(1)));
}

void TestJournalFeed::takesTheLastRowsOfAQueue()
{
    FeedFixture f;
    f.queue->push(rows(MoreThanATurn));
    f.queue->push(rows(2));
    f.feed.takeLast();
    QCOMPARE(f.journal.size(), std::size_t(MoreThanATurn + 2));
    QVERIFY(!f.queue->push(rows(1)));
}

void TestJournalFeed::saysWhatWasLost()
{
    FeedFixture f;
    f.queue = std::make_shared<ArrivalQueue>(ArrivalQueue::Limits{1, 0ms});
    f.feed.open(f.queue);
    QSignalSpy overloaded(&f.feed, &JournalFeed::overloaded);
    f.queue->push(rows(1));
    f.queue->push(rows(4));
    f.feed.take();
    QCOMPARE(overloaded.size(), 1);
    QCOMPARE(overloaded.first().at(1).toULongLong(), 4ULL);
    const Entry loss = f.journal.at(1);
    QCOMPARE(loss.kind, EntryKind::Loss);
    QCOMPARE(loss.count(), 4U);
    QVERIFY(!loss.payload.empty());
}

void TestJournalFeed::mayBeDeletedWhileItAppends()
{
    const Journal journal;
    std::unique_ptr<JournalFeed> feed;
    feed =
        std::make_unique<JournalFeed>(journal, [&](const auto &, const auto &) { feed.reset(); });
    JournalFeed *const used = feed.get();
    const auto queue = std::make_shared<ArrivalQueue>();
    used->open(queue);
    queue->push(rows(1));
    used->take();
    QVERIFY(feed == nullptr);
}

REALTIME_TEST(TestJournalFeed, QCoreApplication)
#include "tst_journalfeed.moc"
