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
    void keepsEverythingElseWhenFull();
    void drainReleasesTheProducer();
    void closeReleasesTheProducer();
    void drainingMakesRoom();
    void keepsNothingOnceClosed();
};

namespace {

Arrival arrival(std::string payload, EntryKind kind = EntryKind::Publication)
{
    Arrival result;
    result.kind = kind;
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
        result.push_back(each.payload);
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
    QCOMPARE(payloads(drained), (Texts{"1", "2"}));
    QCOMPARE(drained.dropped, 3u);
    QVERIFY(drained.heldBack >= 1ms);

    queue.push(batch({"6"}));
    const auto next = queue.drain();
    QCOMPARE(payloads(next), (Texts{"6"}));
    QCOMPARE(next.dropped, 0u);
    QVERIFY(next.heldBack == 0ns);
}

void TestArrivalQueue::keepsEverythingElseWhenFull()
{
    ArrivalQueue queue(Small);
    queue.push(batch({"1", "2"}));
    queue.push({arrival("join", EntryKind::Join), arrival("3"),
                arrival("state", EntryKind::Connection), arrival("gap", EntryKind::Gap)});
    const auto drained = queue.drain();
    QCOMPARE(payloads(drained), (Texts{"1", "2", "join", "state", "gap"}));
    QCOMPARE(drained.dropped, 1u);
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

QTEST_GUILESS_MAIN(TestArrivalQueue)
#include "tst_arrivalqueue.moc"
