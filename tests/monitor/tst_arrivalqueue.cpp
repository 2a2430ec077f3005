// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/arrivalqueue.h"

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
    void dropsPublicationsWhenPatienceEnds();
    void dropsEveryKindOfMessage();
    void marksTheHoleOnce();
    void keepsTheNewestStateOfEachChannel();
    void holdsNoMoreThanItMay();
    void cutsWordsBetweenCharacters();
    void drainReleasesTheProducer();
    void closeReleasesTheProducer();
    void drainingMakesRoom();
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

std::vector<Arrival> batch(std::initializer_list<const char *> payloads)
{
    std::vector<Arrival> result;
    for (const char *payload : payloads) {
        result.push_back(arrival(payload));
    }
    return result;
}

std::vector<std::string> payloads(const ArrivalQueue::Drained &drained)
{
    std::vector<std::string> result;
    for (const Arrival &each : drained.arrivals) {
        result.push_back(each.kind == EntryKind::Loss ? "lost " + std::to_string(each.code)
                                                      : each.payload);
    }
    return result;
}

using Texts = std::vector<std::string>;
constexpr ArrivalQueue::Limits Small{sizeof(Arrival) * 2 + 64, 1ms};
constexpr ArrivalQueue::Limits SmallButPatient{sizeof(Arrival) * 2 + 64, 1h};

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
    QVERIFY(queue.drain().arrivals.empty());
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

void TestArrivalQueue::takesAnythingWhenEmpty()
{
    ArrivalQueue queue(Small);
    QVERIFY(queue.push({arrival(std::string(100'000, 'x'))}));
    QCOMPARE(queue.drain().arrivals.size(), 1u);
}

void TestArrivalQueue::dropsPublicationsWhenPatienceEnds()
{
    ArrivalQueue queue(Small);
    queue.push(batch({"1", "2"}));
    QVERIFY(!queue.push(batch({"3", "4", "5"})));
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"1", "2", "lost 3"}));
    QCOMPARE(drained.dropped, 3u);
    QVERIFY(drained.heldBack >= 1ms);

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
    queue.push({arrival("join", EntryKind::Join), arrival("3"), arrival("leave", EntryKind::Leave),
                arrival("state", EntryKind::Connection), arrival("?", EntryKind::Undecodable),
                arrival("gap", EntryKind::Gap)});
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"1", "2", "lost 4", "state", "gap"}));
    QCOMPARE(drained.dropped, 4u);
}

void TestArrivalQueue::marksTheHoleOnce()
{
    ArrivalQueue queue({sizeof(Arrival) * 4 + 64, 1ms});
    queue.push(batch({"1", "2"}));
    std::vector<Arrival> large = batch({"3", "4", "5"});
    large[0].monotonic = 7ns;
    queue.push(std::move(large));
    queue.push({arrival("state", EntryKind::Connection)}); // there is room, but behind a hole
    queue.push(batch({"6"}));
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"1", "2", "lost 4", "state"}));
    QVERIFY(drained.arrivals[2].monotonic == 7ns);

    queue.push(batch({"7", "8"}));
    queue.push(batch({"9"}));
    QCOMPARE(payloads(queue.drain()), (Texts{"7", "8", "9"}));
}

void TestArrivalQueue::keepsTheNewestStateOfEachChannel()
{
    ArrivalQueue queue(Small);
    queue.push({arrival("before", EntryKind::Connection), arrival("1")});
    queue.push({arrival("connecting", EntryKind::Connection),
                arrival("a off", EntryKind::Subscription, "a"),
                arrival("b off", EntryKind::Subscription, "b")});
    queue.push({arrival("a on", EntryKind::Subscription, "a"), arrival("gap", EntryKind::Gap, "a"),
                arrival("live", EntryKind::Connection)});
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"before", "1", "lost 2", "b off", "a on", "gap", "live"}));
    QCOMPARE(drained.dropped, 2u);

    queue.push(batch({"1", "2"}));
    queue.push({arrival("state", EntryKind::Connection)});
    QCOMPARE(payloads(queue.drain()), (Texts{"1", "2", "state"})); // nothing lost, no row of it
}

void TestArrivalQueue::holdsNoMoreThanItMay()
{
    ArrivalQueue queue({std::size_t(64) * 1024, 0ms});
    queue.push({arrival(std::string(60'000, 'x'))});
    const std::string large(100'000, 'x');
    for (int i = 0; i < 1000; ++i) {
        queue.push({arrival(large, EntryKind::Join), arrival(large, EntryKind::Leave),
                    arrival(large, EntryKind::Undecodable), arrival(large, EntryKind::Error),
                    arrival(large, EntryKind::Connection),
                    arrival(large, EntryKind::Subscription, i % 2 == 0 ? "a" : "b")});
    }
    const auto drained = queue.drain();
    std::size_t bytes = 0;
    for (const Arrival &each : drained.arrivals) {
        bytes += byteCount(each);
    }
    QCOMPARE(drained.arrivals.size(), 6u);
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
    queue.push({arrival(words, EntryKind::Connection)});
    QCOMPARE(queue.drain().arrivals.back().payload, words.substr(0, 1023));
}

void TestArrivalQueue::drainReleasesTheProducer()
{
    ArrivalQueue queue(SmallButPatient);
    queue.push(batch({"1", "2"}));
    auto pushed = std::async(std::launch::async, [&queue] { return queue.push(batch({"3"})); });
    QCOMPARE(payloads(queue.drain()), (Texts{"1", "2"}));
    QVERIFY(pushed.wait_for(30s) == std::future_status::ready);
    QVERIFY(pushed.get());
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"3"}));
    QCOMPARE(drained.dropped, 0u);
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
    QVERIFY(queue.drain().arrivals.empty());
}

void TestArrivalQueue::givesMemoryBack()
{
    ArrivalQueue queue;
    QVERIFY(queue.takeSpare().empty());
    queue.push(batch({"a text too long to be kept without memory of its own"}));
    auto drained = queue.drain();
    const char *bytes = drained.arrivals[0].payload.data();
    queue.giveBack(std::move(drained.arrivals));
    const auto spare = queue.takeSpare();
    QCOMPARE(spare.size(), 1u);
    QCOMPARE(static_cast<const void *>(spare[0].payload.data()), static_cast<const void *>(bytes));
    QVERIFY(queue.takeSpare().empty());
    QVERIFY(queue.drain().arrivals.empty());
    queue.close();
    queue.giveBack(batch({"late"}));
    QVERIFY(queue.takeSpare().empty());
}

void TestArrivalQueue::keepsLittleToGiveBack()
{
    constexpr std::size_t Much = 1024 * 1024;
    ArrivalQueue queue;
    queue.giveBack(std::vector<Arrival>(100, arrival(std::string(Much, 'x'))));
    const auto spare = queue.takeSpare();
    QVERIFY(!spare.empty());
    QVERIFY(spare.size() < 10);
    std::vector<Arrival> wide;
    wide.reserve(100'000);
    wide.resize(1);
    queue.giveBack(std::move(wide));
    QVERIFY(queue.takeSpare().empty());
}

QTEST_GUILESS_MAIN(TestArrivalQueue)
#include "tst_arrivalqueue.moc"
