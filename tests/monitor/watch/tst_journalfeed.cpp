// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/watch/journalfeed.h"

#include "monitor/journal/arrivalqueue.h"
#include "monitor/journal/journal.h"
#include "monitor/platform/iothread.h"
#include "support/testprogram.h"

#include <QSet>
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
    void showsEachFollowerItsRows();
    void dropsRowsOfAWorkerThatIsGone();
    void numbersWorkersAnew();
    void saysWhatWasLost();
    void aFollowerMayRemoveAnother();
    void mayBeDeletedWhileItAppends();
    void mayBeDeletedWhileItReports();
};

namespace {

constexpr int MoreThanATurn = 5000;

Arrival rowOf(std::uint8_t source, const std::string &payload = {})
{
    Arrival row;
    row.source = source;
    row.payload = payload;
    return row;
}

ArrivalBatch batchOf(const std::vector<Arrival> &rows)
{
    BatchWriter writer(std::make_shared<ChunkMemory>(ChunkMemory::Source::Heap));
    for (const Arrival &row : rows) {
        writer.add(entryOf(row));
    }
    return writer.take();
}

ArrivalBatch rows(int count)
{
    return batchOf(std::vector<Arrival>(std::size_t(count), rowOf(0)));
}

/** Notes what it is shown, and calls `onReport` afterwards. */
struct Follower final : RowFollower
{
    void track(std::span<const Entry> shown) override
    {
        for (const Entry &row : shown) {
            seen.emplace_back(row.payload);
        }
    }
    void report() override
    {
        ++reports;
        if (onReport) {
            onReport();
        }
    }

    std::vector<std::string> seen;
    int reports = 0;
    std::function<void()> onReport;
};

struct FeedFixture
{
    explicit FeedFixture(ArrivalQueue::Limits limits = {})
        : queue(std::make_shared<ArrivalQueue>(limits))
        , feed(std::make_unique<JournalFeed>(io, journal, nullptr, queue))
    {
    }

    std::vector<std::string> payloads() const
    {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < journal.size(); ++i) {
            all.emplace_back(journal.at(i).payload);
        }
        return all;
    }

    IoThread io;
    Journal journal;
    std::shared_ptr<ArrivalQueue> queue;
    std::unique_ptr<JournalFeed> feed;
};

using Payloads = std::vector<std::string>;

} // namespace

void TestJournalFeed::takesWhatIsInTheQueue()
{
    FeedFixture f;
    f.feed->take();
    QCOMPARE(f.journal.size(), std::size_t(0));
    f.queue->push(rows(3));
    f.feed->take();
    QCOMPARE(f.journal.size(), std::size_t(3));
}

/** Other events get their turn in between. */
void TestJournalFeed::takesManyInTurns()
{
    FeedFixture f;
    f.queue->push(rows(MoreThanATurn));
    f.queue->push(rows(2));
    f.feed->take();
    QCOMPARE(f.journal.size(), std::size_t(MoreThanATurn));
    QTRY_COMPARE(f.journal.size(), std::size_t(MoreThanATurn + 2));
}

void TestJournalFeed::callsWaitForTheRowsBeforeThem()
{
    FeedFixture f;
    QList<std::size_t> sizes;
    const auto call = [&] { sizes.append(f.journal.size()); };
    f.feed->whenDrained(call);
    f.queue->push(rows(MoreThanATurn));
    f.queue->push(rows(2));
    f.feed->take();
    f.feed->whenDrained(call);
    QCOMPARE(sizes, (QList<std::size_t>{0}));
    QTRY_COMPARE(sizes, (QList<std::size_t>{0, MoreThanATurn + 2}));
}

/** All rows are in one journal, in the order in which they came. */
void TestJournalFeed::showsEachFollowerItsRows()
{
    FeedFixture f;
    Follower alice;
    Follower bob;
    const std::uint8_t a = f.feed->addSource(alice);
    const std::uint8_t b = f.feed->addSource(bob);
    QVERIFY(a != b);
    f.queue->push(batchOf({rowOf(a, "1"), rowOf(b, "2"), rowOf(b, "3"), rowOf(a, "4"), rowOf(0)}));
    f.feed->take();
    QCOMPARE(f.payloads(), (Payloads{"1", "2", "3", "4", ""}));
    QCOMPARE(alice.seen, (Payloads{"1", "4"}));
    QCOMPARE(bob.seen, (Payloads{"2", "3"}));
    QCOMPARE(alice.reports, 1);
    QCOMPARE(bob.reports, 1);
}

/** The others keep theirs, with the bytes that belong to them. */
void TestJournalFeed::dropsRowsOfAWorkerThatIsGone()
{
    FeedFixture f;
    Follower alice;
    Follower bob;
    const std::uint8_t a = f.feed->addSource(alice);
    const std::uint8_t b = f.feed->addSource(bob);
    const std::string large(100'000, 'x'); // in a chunk of its own
    const std::string other(100'000, 'y');
    f.queue->push(batchOf({rowOf(a, "1"), rowOf(b, large), rowOf(a, "2"), rowOf(b, "3"),
                           rowOf(a, other), rowOf(a, "4")}));
    f.feed->removeSource(b);
    f.feed->takeAll();
    QCOMPARE(f.payloads(), (Payloads{"1", "2", other, "4"}));
    QVERIFY(bob.seen.empty());
    QCOMPARE(bob.reports, 0);
    f.queue->push(batchOf({rowOf(b, "late")}));
    f.feed->takeAll();
    QCOMPARE(f.journal.size(), std::size_t(4));
}

/** A number is not given again while a row of its last owner may be on its way. */
void TestJournalFeed::numbersWorkersAnew()
{
    FeedFixture f;
    Follower follower;
    Follower other;
    const std::uint8_t kept = f.feed->addSource(other);
    QSet<int> numbers;
    for (int i = 0; i < 254; ++i) {
        const std::uint8_t source = f.feed->addSource(follower);
        QVERIFY(source != 0);
        QVERIFY(source != kept);
        numbers.insert(source);
        f.feed->removeSource(source);
    }
    QCOMPARE(numbers.size(), 254);
}

void TestJournalFeed::saysWhatWasLost()
{
    FeedFixture f({1, 0ms});
    QSignalSpy overloaded(f.feed.get(), &JournalFeed::overloaded);
    f.queue->push(rows(1));
    f.queue->push(rows(4));
    f.feed->take();
    QCOMPARE(overloaded.size(), 1);
    QCOMPARE(overloaded.first().at(1).toULongLong(), 4ULL);
    const Entry loss = f.journal.at(1);
    QCOMPARE(loss.kind, EntryKind::Loss);
    QCOMPARE(loss.count(), 4U);
    QVERIFY(!loss.payload.empty());
}

void TestJournalFeed::aFollowerMayRemoveAnother()
{
    FeedFixture f;
    Follower alice;
    Follower bob;
    const std::uint8_t a = f.feed->addSource(alice);
    const std::uint8_t b = f.feed->addSource(bob);
    alice.onReport = [&] { f.feed->removeSource(b); };
    f.queue->push(batchOf({rowOf(b, "1"), rowOf(a, "2")}));
    f.feed->take();
    QCOMPARE(alice.reports, 1);
    QCOMPARE(bob.reports, 0);
}

void TestJournalFeed::mayBeDeletedWhileItAppends()
{
    FeedFixture f;
    connect(f.feed.get(), &JournalFeed::entriesAppended, this, [&] { f.feed.reset(); });
    f.queue->push(rows(1));
    f.feed->take();
    QVERIFY(f.feed == nullptr);
}

void TestJournalFeed::mayBeDeletedWhileItReports()
{
    FeedFixture f;
    Follower alice;
    alice.onReport = [&] { f.feed.reset(); };
    const std::uint8_t a = f.feed->addSource(alice);
    f.queue->push(batchOf({rowOf(a)}));
    f.feed->take();
    QVERIFY(f.feed == nullptr);
}

REALTIME_TEST(TestJournalFeed, QCoreApplication)
#include "tst_journalfeed.moc"
