// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/arrivalqueue.h"
#include "support/testprogram.h"

#include <QTest>

#include <future>
#include <thread>

using namespace std::chrono_literals;

class TestArrivalQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrder();
    void wakesOnlyWhenItWasEmpty();
    void takesAnythingWhenEmpty();
    void dropsPublicationsAfterTheTimeout();
    void dropsEveryKindOfMessage();
    void marksTheLossOnce();
    void keepsTheNewestStateOfEachChannel();
    void addsUpTheMessagesOfGaps();
    void keepsTheStatesOfManyChannels();
    void holdsNoMoreThanItMay();
    void cutsWordsBetweenCharacters();
    void givingBackReleasesTheProducer();
    void holdsTheProducerBackWhileTheConsumerHasMuch();
    void drainsLittleMoreThanAFewMegabytes();
    void waitsLongerForWhatIsLarge();
    void closeReleasesTheProducer();
    void drainingMakesRoom();
    void drainsNoMoreThanAskedFor();
    void keepsNothingOnceClosed();
    void givesMemoryBack();
    void keepsLittleToGiveBack();
};

namespace {

Arrival arrival(std::string payload, EntryKind kind = EntryKind::Publication,
                std::string channel = {})
{
    Arrival result;
    result.kind = kind;
    result.channel = std::move(channel);
    result.payload = std::move(payload);
    return result;
}

ArrivalBatch packed(const std::vector<Arrival> &arrivals)
{
    BatchWriter writer(std::make_shared<ChunkMemory>(ChunkMemory::Source::Heap));
    for (const Arrival &each : arrivals) {
        writer.add(entryOf(each));
    }
    return writer.take();
}

ArrivalBatch batch(std::initializer_list<const char *> payloads)
{
    std::vector<Arrival> arrivals;
    for (const char *payload : payloads) {
        arrivals.push_back(arrival(payload));
    }
    return packed(arrivals);
}

/** All that was drained, in order. */
std::vector<Entry> entries(const ArrivalQueue::Drained &drained)
{
    std::vector<Entry> result;
    for (const ArrivalBatch &each : drained.batches) {
        result.insert(result.end(), each.entries.begin(), each.entries.end());
    }
    for (const Arrival &each : drained.afterDrop) {
        result.push_back(entryOf(each));
    }
    return result;
}

std::vector<std::string> payloads(const ArrivalQueue::Drained &drained)
{
    std::vector<std::string> result;
    for (const Entry &each : entries(drained)) {
        result.push_back(each.kind == EntryKind::Loss ? "lost " + std::to_string(each.count())
                                                      : std::string(each.payload));
    }
    return result;
}

/** Two small entries fill it. */
const std::size_t SmallBytes = 2 * batch({"1"}).bytes + 64;

using Texts = std::vector<std::string>;
const ArrivalQueue::Limits Small{SmallBytes, 1ms};
const ArrivalQueue::Limits SmallButPatient{SmallBytes, 1h};

} // namespace

void TestArrivalQueue::keepsTheOrder()
{
    ArrivalQueue queue;
    queue.push(batch({"1", "2"}));
    queue.push(batch({"3"}));
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"1", "2", "3"}));
    QCOMPARE(drained.dropped, 0u);
    QVERIFY(drained.heldBack == 0ns);
    QVERIFY(queue.drain().batches.empty());
}

void TestArrivalQueue::wakesOnlyWhenItWasEmpty()
{
    ArrivalQueue queue;
    QVERIFY(!queue.push({}));
    QVERIFY(queue.push(batch({"1"})));
    QVERIFY(!queue.push(batch({"2"})));
    queue.drain();
    QVERIFY(queue.push(batch({"3"})));
}

/** Whole batches, the oldest; what was lost is told behind the last of them. */
void TestArrivalQueue::drainsNoMoreThanAskedFor()
{
    ArrivalQueue queue({batch({"1", "2"}).bytes + 2 * batch({"3"}).bytes + 64, 1ms});
    queue.push(batch({"1", "2"}));
    queue.push(batch({"3"}));
    QVERIFY(!queue.push(batch({"4", "5", "6"})));
    const auto first = queue.drain(1);
    QCOMPARE(payloads(first), (Texts{"1", "2"}));
    QVERIFY(!first.isAll);
    QCOMPARE(first.dropped, 0u);
    QVERIFY(!queue.push(batch({"7"}))); // the loss is not told yet
    const auto second = queue.drain(1);
    QCOMPARE(payloads(second), (Texts{"3", "lost 4"}));
    QVERIFY(second.isAll);
    QCOMPARE(second.dropped, 4u);
    QVERIFY(queue.push(batch({"8"})));
    QCOMPARE(payloads(queue.drain(1)), (Texts{"8"}));
}

void TestArrivalQueue::takesAnythingWhenEmpty()
{
    ArrivalQueue queue(Small);
    QVERIFY(queue.push(packed({arrival(std::string(100'000, 'x'))})));
    QCOMPARE(entries(queue.drain()).size(), 1u);
}

void TestArrivalQueue::dropsPublicationsAfterTheTimeout()
{
    ArrivalQueue queue(Small);
    queue.push(batch({"1", "2"}));
    QVERIFY(!queue.push(batch({"3", "4", "5"})));
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"1", "2", "lost 3"}));
    QCOMPARE(drained.dropped, 3u);
    QVERIFY(drained.heldBack >= 1ms);

    queue.giveBack({});
    queue.push(batch({"6"}));
    const auto next = queue.drain();
    QCOMPARE(payloads(next), (Texts{"6"}));
    QCOMPARE(next.dropped, 0u);
    QVERIFY(next.heldBack == 0ns);
}

void TestArrivalQueue::dropsEveryKindOfMessage()
{
    ArrivalQueue queue(Small);
    queue.push(batch({"1", "2"}));
    queue.push(packed({arrival("join", EntryKind::Join), arrival("3"),
                       arrival("leave", EntryKind::Leave), arrival("state", EntryKind::Connection),
                       arrival("?", EntryKind::Undecodable), arrival("gap", EntryKind::Gap)}));
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"1", "2", "lost 4", "state", "gap"}));
    QCOMPARE(drained.dropped, 4u);
}

void TestArrivalQueue::marksTheLossOnce()
{
    ArrivalQueue queue({batch({"1", "2"}).bytes + batch({"8"}).bytes + 64, 1ms});
    queue.push(batch({"1", "2"}));
    ArrivalBatch large = batch({"3", "4", "5"});
    large.entries[0].monotonic = 7ns;
    queue.push(std::move(large));
    queue.push(
        packed({arrival("state", EntryKind::Connection)})); // there is room, but behind a loss
    queue.push(batch({"6"}));
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"1", "2", "lost 4", "state"}));
    QVERIFY(entries(drained)[2].monotonic == 7ns);

    queue.giveBack({});
    queue.push(batch({"7", "8"}));
    queue.push(batch({"9"}));
    QCOMPARE(payloads(queue.drain()), (Texts{"7", "8", "9"}));
}

void TestArrivalQueue::keepsTheNewestStateOfEachChannel()
{
    ArrivalQueue queue(Small);
    queue.push(packed({arrival("before", EntryKind::Connection), arrival("1")}));
    queue.push(packed({arrival("connecting", EntryKind::Connection),
                       arrival("a off", EntryKind::Subscription, "a"),
                       arrival("b off", EntryKind::Subscription, "b")}));
    queue.push(
        packed({arrival("a on", EntryKind::Subscription, "a"), arrival("gap", EntryKind::Gap, "a"),
                arrival("live", EntryKind::Connection)}));
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"before", "1", "lost 2", "b off", "a on", "gap", "live"}));
    QCOMPARE(drained.dropped, 2u);

    queue.giveBack({});
    queue.push(batch({"1", "2"}));
    queue.push(packed({arrival("state", EntryKind::Connection)}));
    QCOMPARE(payloads(queue.drain()), (Texts{"1", "2", "state"})); // nothing lost, no row of it
}

/** Of gaps too only the newest row is kept, but the messages of all count. */
void TestArrivalQueue::addsUpTheMessagesOfGaps()
{
    ArrivalQueue queue(Small);
    queue.push(batch({"1", "2"}));
    std::vector<Arrival> gaps(4, arrival("gap", EntryKind::Gap, "a"));
    gaps[0].setCount(3);
    gaps[1].setCount(4);
    gaps[2].channel = "b";
    gaps[2].setCount(4'000'000'000);
    gaps[3].channel = "b";
    gaps[3].setCount(4'000'000'000);
    queue.push(packed(gaps));
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"1", "2", "lost 2", "gap", "gap"}));
    QCOMPARE(drained.afterDrop[1].count(), 7U);
    QCOMPARE(drained.afterDrop[2].count(), std::numeric_limits<std::uint32_t>::max());
}

/** To look through all that is kept for each one would take minutes. */
void TestArrivalQueue::keepsTheStatesOfManyChannels()
{
    constexpr std::size_t Channels = 100'000;
    ArrivalQueue queue(Small);
    queue.push(batch({"1", "2"}));
    std::vector<Arrival> states;
    for (const char *state : {"off", "on"}) {
        for (std::size_t i = 0; i < Channels; ++i) {
            states.push_back(arrival(state, EntryKind::Subscription, std::to_string(i)));
        }
    }
    queue.push(packed(states));
    const auto drained = queue.drain();
    QCOMPARE(drained.dropped, Channels);
    QCOMPARE(drained.afterDrop.size(), Channels + 1);
    for (std::size_t i = 0; i < Channels; ++i) {
        QCOMPARE(drained.afterDrop[i + 1].channel, std::to_string(i));
        QCOMPARE(drained.afterDrop[i + 1].payload, std::string("on"));
    }
}

void TestArrivalQueue::holdsNoMoreThanItMay()
{
    ArrivalQueue queue({std::size_t(64) * 1024, 0ms});
    queue.push(packed({arrival(std::string(60'000, 'x'))}));
    const std::string large(100'000, 'x');
    for (int i = 0; i < 1000; ++i) {
        queue.push(packed({arrival(large, EntryKind::Join), arrival(large, EntryKind::Leave),
                           arrival(large, EntryKind::Undecodable), arrival(large, EntryKind::Error),
                           arrival(large, EntryKind::Connection),
                           arrival(large, EntryKind::Subscription, i % 2 == 0 ? "a" : "b")}));
    }
    const auto drained = queue.drain();
    std::size_t bytes = 0;
    for (const Entry &each : entries(drained)) {
        bytes += sizeof(Arrival) + each.channel.size() + JournalSegment::byteCount(each);
    }
    QCOMPARE(entries(drained).size(), 6u);
    QVERIFY(bytes < 70'000);
    QCOMPARE(drained.dropped, 6000u - 4u);
}

void TestArrivalQueue::cutsWordsBetweenCharacters()
{
    ArrivalQueue queue(Small);
    queue.push(batch({"1", "2"}));
    std::string words = "x";
    while (words.size() < 2000) {
        words += "\xC3\xA9";
    }
    queue.push(packed({arrival(words, EntryKind::Connection)}));
    QCOMPARE(payloads(queue.drain()).back(), words.substr(0, 1023));
}

void TestArrivalQueue::givingBackReleasesTheProducer()
{
    ArrivalQueue queue(SmallButPatient);
    queue.push(batch({"1", "2"}));
    auto pushed = std::async(std::launch::async, [&queue] { return queue.push(batch({"3"})); });
    QCOMPARE(payloads(queue.drain()), (Texts{"1", "2"}));
    queue.giveBack({});
    QVERIFY(pushed.wait_for(30s) == std::future_status::ready);
    QVERIFY(pushed.get());
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"3"}));
    QCOMPARE(drained.dropped, 0u);
}

/** What was drained lies in memory as well as what waits. */
void TestArrivalQueue::holdsTheProducerBackWhileTheConsumerHasMuch()
{
    ArrivalQueue queue(Small);
    queue.push(batch({"1", "2"}));
    const auto inUse = queue.drain();
    QVERIFY(!queue.push(batch({"3"})));
    QCOMPARE(payloads(queue.drain()), (Texts{"lost 1"}));
    QVERIFY(queue.push(batch({"4"}))); // a drain says that the one before is done with
}

void TestArrivalQueue::drainsLittleMoreThanAFewMegabytes()
{
    ArrivalQueue queue;
    const std::string large(5'000'000, 'x');
    for (int i = 0; i < 5; ++i) {
        queue.push(packed({arrival(large)}));
    }
    QList<std::size_t> counts;
    for (bool isAll = false; !isAll;) {
        const auto drained = queue.drain(4096);
        counts.append(drained.batches.size());
        isAll = drained.isAll;
    }
    QCOMPARE(counts, (QList<std::size_t>{2, 2, 1}));
}

/** Whoever prints or copies it needs the longer, too. */
void TestArrivalQueue::waitsLongerForWhatIsLarge()
{
    ArrivalQueue queue({1000, 20ms});
    queue.push(batch({"1"}));
    queue.push(packed({arrival(std::string(20'000'000, 'x'))}));
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"1", "lost 1"}));
    QVERIFY(drained.heldBack >= 100ms);
}

void TestArrivalQueue::closeReleasesTheProducer()
{
    ArrivalQueue queue(SmallButPatient);
    queue.push(batch({"1", "2"}));
    auto pushed = std::async(std::launch::async, [&queue] { return queue.push(batch({"3"})); });
    queue.close();
    QVERIFY(pushed.wait_for(30s) == std::future_status::ready);
    QVERIFY(!pushed.get());
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"1", "2"}));
    QCOMPARE(drained.dropped, 0u);
}

void TestArrivalQueue::drainingMakesRoom()
{
    ArrivalQueue queue(Small);
    queue.push(batch({"1", "2"}));
    queue.drain();
    queue.giveBack({});
    queue.push(batch({"3"}));
    queue.push(batch({"4"}));
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"3", "4"}));
    QVERIFY(drained.heldBack == 0ns);
}

void TestArrivalQueue::keepsNothingOnceClosed()
{
    ArrivalQueue queue;
    queue.close();
    QVERIFY(!queue.push(batch({"1"})));
    QVERIFY(queue.drain().batches.empty());
}

void TestArrivalQueue::givesMemoryBack()
{
    ArrivalQueue queue;
    QVERIFY(queue.takeSpare().empty());
    queue.push(batch({"1"}));
    auto drained = queue.drain();
    const Entry *memory = drained.batches[0].entries.data();
    queue.giveBack(std::move(drained.batches));
    const auto spare = queue.takeSpare();
    QCOMPARE(static_cast<const void *>(spare.data()), static_cast<const void *>(memory));
    QVERIFY(queue.takeSpare().empty());
    QVERIFY(queue.drain().batches.empty());
    queue.close();
    std::vector<ArrivalBatch> late(1);
    late[0] = batch({"late"});
    queue.giveBack(std::move(late));
    QVERIFY(queue.takeSpare().empty());
}

void TestArrivalQueue::keepsLittleToGiveBack()
{
    constexpr std::size_t Much = 1024 * 1024;
    ArrivalQueue queue;
    std::size_t kept = 0;
    std::vector<ArrivalBatch> used(100);
    for (ArrivalBatch &each : used) {
        each.entries.resize(Much / sizeof(Entry));
    }
    queue.giveBack(std::move(used));
    for (auto spare = queue.takeSpare(); !spare.empty(); spare = queue.takeSpare()) {
        ++kept;
    }
    QVERIFY(kept > 0);
    QVERIFY(kept < 10);
    std::vector<ArrivalBatch> wide(1);
    wide[0].entries.resize(100 * Much / sizeof(Entry));
    queue.giveBack(std::move(wide));
    QVERIFY(queue.takeSpare().empty());
}

REALTIME_TEST(TestArrivalQueue, QCoreApplication)
#include "tst_arrivalqueue.moc"
