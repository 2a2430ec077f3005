// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/publish/receiptbook.h"
#include "monitor/publish/roundtriptracker.h"

#include "roundtripsamples.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

namespace {

using ReceiptState = WatcherReceipt::State;

/** Those that should receive a publish. */
WatcherReceipts watchers(std::initializer_list<const char *> names)
{
    WatcherReceipts receipts;
    for (const char *name : names) {
        receipts.push_back({QString::fromLatin1(name)});
    }
    return receipts;
}

} // namespace

/** A publish that several watchers should receive. */
class TestRoundTripWatchers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<FakeClock>();
        m_tracker = std::make_unique<RoundTripTracker>(*m_clock);
    }
    void cleanup() { m_tracker.reset(); }

    void isProvenOnAll_data();
    void isProvenOnAll();
    void equalPublishesAreProvenEachOnAll();
    void aPushBeforeTheStartIsNoPayloadOfThis();
    void namesWhoHasNotSeenIt_data();
    void namesWhoHasNotSeenIt();
    void saysHowTheWaitingEnded_data();
    void saysHowTheWaitingEnded();
    void aRecoveredPushCounts();
    void nobodyHasSeenIt();
    void aWatcherWhoCameLaterCounts();
    void whatAnotherPublishedIsNoReceipt();
    void awaitsNotTooMany();
    void oneWatcherIsAsBefore();

private:
    void arrive(const char *watcher, TestPush push = {})
    {
        Entry entry = push.entry(*m_clock);
        entry.watcher = watcher;
        m_tracker->pushArrived(entry);
    }
    void follow(const char *watcher, EntryKind kind, int state, std::uint32_t code = 0)
    {
        Entry entry;
        entry.kind = kind;
        entry.watcher = watcher;
        entry.channel = kind == EntryKind::Subscription ? "news" : "";
        entry.setState(state);
        entry.setCode(Centrifuge::ErrorLayer::Server, code);
        entry.payload = code == 0 ? "" : "permission denied";
        m_tracker->followState(entry);
    }
    RoundTrip trip(quint64 id = 1) const { return m_tracker->roundTrip(id).value_or(RoundTrip()); }
    ReceiptState stateOf(const char *watcher, quint64 id = 1) const
    {
        const RoundTrip asked = trip(id);
        const auto found = std::ranges::find(asked.watchers, QString::fromLatin1(watcher),
                                             &WatcherReceipt::watcher);
        return found == asked.watchers.end() ? ReceiptState::NotSubscribed : found->state;
    }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<RoundTripTracker> m_tracker;
};

void TestRoundTripWatchers::isProvenOnAll_data()
{
    QTest::addColumn<QString>("tag");
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<int>("early"); // pushes before the answer
    QTest::addColumn<bool>("isCertain");
    for (const int early : {0, 1, 2, 3}) {
        QTest::addRow("position, %d early", early) << QString() << 7ull << early << true;
        QTest::addRow("tag, %d early", early) << QStringLiteral("T") << 0ull << early << true;
        QTest::addRow("payload, %d early", early) << QString() << 0ull << early << false;
    }
}

void TestRoundTripWatchers::isProvenOnAll()
{
    QFETCH(const QString, tag);
    QFETCH(const quint64, offset);
    QFETCH(const int, early);
    QFETCH(const bool, isCertain);
    TestPush push;
    push.offset = offset;
    push.epoch = offset != 0 ? "e1" : "";
    push.tags = tag.isEmpty() ? "" : tagged("T");
    m_tracker->started(1, request(tag), watchers({"alice", "bob", "carol"}));
    const std::vector<const char *> names{"alice", "bob", "carol"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (int(i) == early) {
            m_tracker->answered(1,
                                accepted(offset, offset != 0 ? QStringLiteral("e1") : QString()));
        }
        m_clock->advance(2ms);
        arrive(names.at(i), push);
    }
    if (early == 3) {
        m_tracker->answered(1, accepted(offset, offset != 0 ? QStringLiteral("e1") : QString()));
    }
    QCOMPARE(trip().state, isCertain ? RoundTrip::State::Proven : RoundTrip::State::Likely);
    QCOMPARE(seenCount(trip().watchers), 3);
    const ReceiptState seen = isCertain ? ReceiptState::Seen : ReceiptState::Likely;
    const WatcherReceipts expected{{QStringLiteral("alice"), seen, 2ms},
                                   {QStringLiteral("bob"), seen, 4ms},
                                   {QStringLiteral("carol"), seen, 6ms}};
    QCOMPARE(trip().watchers, expected);
    QSignalSpy changed(m_tracker.get(), &RoundTripTracker::changed);
    m_clock->advance(60s);
    QCOMPARE(changed.size(), 0); // nothing is awaited any more
}

/** Without position and tag only the order tells them apart. */
void TestRoundTripWatchers::equalPublishesAreProvenEachOnAll()
{
    for (const quint64 id : {1, 2}) {
        m_tracker->started(id, request(), watchers({"alice", "bob"}));
        m_tracker->answered(id, accepted());
    }
    for (const char *watcher : {"alice", "bob", "bob", "alice"}) {
        arrive(watcher);
    }
    for (const quint64 id : {1, 2}) {
        QCOMPARE(seenCount(trip(id).watchers), 2);
        QCOMPARE(trip(id).state, RoundTrip::State::Likely);
    }
}

void TestRoundTripWatchers::aPushBeforeTheStartIsNoPayloadOfThis()
{
    arrive("bob");
    m_clock->advance(1s);
    m_tracker->started(1, request(), watchers({"alice", "bob"}));
    m_tracker->answered(1, accepted());
    arrive("alice");
    QCOMPARE(stateOf("alice"), ReceiptState::Likely);
    QCOMPARE(stateOf("bob"), ReceiptState::Waiting);
}

void TestRoundTripWatchers::namesWhoHasNotSeenIt_data()
{
    QTest::addColumn<int>("state");
    QTest::newRow("not subscribed") << int(ReceiptState::NotSubscribed);
    QTest::newRow("refused") << int(ReceiptState::Refused);
    QTest::newRow("away") << int(ReceiptState::Away);
    QTest::newRow("filtered") << int(ReceiptState::Filtered);
}

/** What was known when it was sent stays, unless the push comes all the same. */
void TestRoundTripWatchers::namesWhoHasNotSeenIt()
{
    QFETCH(const int, state);
    for (const bool comes : {false, true}) {
        const quint64 id = comes ? 2 : 1;
        const QString tag = QString::number(id);
        TestPush push;
        push.tags = tagged(tag.toLatin1());
        WatcherReceipts asked = watchers({"alice", "bob"});
        asked.back().state = ReceiptState(state);
        m_tracker->started(id, request(tag), asked);
        m_tracker->answered(id, accepted());
        arrive("alice", push);
        QCOMPARE(seenCount(trip(id).watchers), 1);
        if (comes) {
            arrive("bob", push);
        }
        m_clock->advance(11s);
        QCOMPARE(stateOf("bob", id), comes ? ReceiptState::Seen : ReceiptState(state));
        QCOMPARE(trip(id).state, RoundTrip::State::Proven);
    }
}

void TestRoundTripWatchers::saysHowTheWaitingEnded_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("end");
    const auto row = [](const char *name, EntryKind kind, auto state, int code, ReceiptState end) {
        QTest::newRow(name) << int(kind) << int(state) << code << int(end);
    };
    row("all the time", EntryKind::Connection, SessionState::Live, 0, ReceiptState::Missing);
    row("partly", EntryKind::Connection, SessionState::Partial, 0, ReceiptState::Missing);
    row("reconnecting", EntryKind::Connection, SessionState::Connecting, 0, ReceiptState::Away);
    row("offline", EntryKind::Connection, SessionState::Offline, 0, ReceiptState::Away);
    row("thrown out", EntryKind::Connection, SessionState::Refused, 3503, ReceiptState::Refused);
    row("subscribing again", EntryKind::Subscription, ChannelState::Subscribing, 0,
        ReceiptState::Away);
    row("unsubscribed by us", EntryKind::Subscription, ChannelState::Unsubscribed, 0,
        ReceiptState::Away);
    row("ended by the server", EntryKind::Subscription, ChannelState::Unsubscribed, 103,
        ReceiptState::Refused);
}

void TestRoundTripWatchers::saysHowTheWaitingEnded()
{
    QFETCH(const int, kind);
    QFETCH(const int, state);
    QFETCH(const int, code);
    QFETCH(const int, end);
    m_tracker->started(1, request(QStringLiteral("T")), watchers({"alice", "bob", "carol"}));
    m_tracker->answered(1, accepted());
    TestPush push;
    push.tags = tagged("T");
    arrive("alice", push);
    follow("bob", EntryKind(kind), state, std::uint32_t(code));
    arrive("carol", push);
    QCOMPARE(stateOf("bob"),
             ReceiptState(end) == ReceiptState::Refused ? ReceiptState::Refused
                                                        : ReceiptState::Waiting);
    QSignalSpy changed(m_tracker.get(), &RoundTripTracker::changed);
    m_clock->advance(11s);
    QCOMPARE(stateOf("bob"), ReceiptState(end));
    QCOMPARE(changed.size(), ReceiptState(end) == ReceiptState::Refused ? 0 : 1);
    QCOMPARE(trip().watchers.at(1).code, quint32(code));
    QCOMPARE(stateOf("carol"), ReceiptState::Seen);
}

void TestRoundTripWatchers::aRecoveredPushCounts()
{
    m_tracker->started(1, request(QStringLiteral("T")), watchers({"alice", "bob"}));
    m_tracker->answered(1, accepted());
    TestPush push;
    push.tags = tagged("T");
    arrive("alice", push);
    follow("bob", EntryKind::Connection, int(SessionState::Connecting));
    m_clock->advance(3s);
    push.flags = Recovered;
    arrive("bob", push);
    QCOMPARE(stateOf("bob"), ReceiptState::Seen);
    QCOMPARE(trip().watchers.at(1).pushTime, std::optional<std::chrono::nanoseconds>(3s));
}

void TestRoundTripWatchers::nobodyHasSeenIt()
{
    m_tracker->started(1, request(QStringLiteral("T")), watchers({"alice", "bob"}));
    m_tracker->answered(1, accepted());
    follow("bob", EntryKind::Connection, int(SessionState::Connecting));
    m_clock->advance(11s);
    QCOMPARE(trip().state, RoundTrip::State::NotSeen);
    QCOMPARE(stateOf("alice"), ReceiptState::Missing);
    QCOMPARE(stateOf("bob"), ReceiptState::Away);
    TestPush push; // late
    push.tags = tagged("T");
    arrive("alice", push);
    arrive("bob", push);
    QCOMPARE(trip().state, RoundTrip::State::Proven);
    QCOMPARE(seenCount(trip().watchers), 2);
}

void TestRoundTripWatchers::aWatcherWhoCameLaterCounts()
{
    m_tracker->started(1, request(QStringLiteral("T")), watchers({"alice", "bob"}));
    m_tracker->answered(1, accepted());
    TestPush push;
    push.tags = tagged("T");
    arrive("carol", push);
    QCOMPARE(trip().watchers.size(), 3u);
    QCOMPARE(stateOf("carol"), ReceiptState::Seen);
    QCOMPARE(stateOf("bob"), ReceiptState::Waiting);
}

void TestRoundTripWatchers::whatAnotherPublishedIsNoReceipt()
{
    m_tracker->started(1, request(), watchers({"alice", "bob"}));
    m_tracker->answered(1, accepted(7, QStringLiteral("e1")));
    TestPush push;
    push.offset = 7;
    push.epoch = "e1";
    arrive("alice", push);
    push.offset = 8; // the same bytes, published by somebody else
    arrive("bob", push);
    QCOMPARE(stateOf("bob"), ReceiptState::Waiting);
    push.offset = 7;
    push.channel = "other";
    arrive("bob", push);
    QCOMPARE(stateOf("bob"), ReceiptState::Waiting);
    push.channel = "news";
    arrive("bob", push);
    QCOMPARE(stateOf("bob"), ReceiptState::Seen);
}

void TestRoundTripWatchers::awaitsNotTooMany()
{
    TestPush push;
    const quint64 count = ReceiptBook::Limit + 50;
    for (quint64 id = 1; id <= count; ++id) {
        const QString tag = QString::number(id);
        m_tracker->started(id, request(tag), watchers({"alice", "bob"}));
        m_tracker->answered(id, accepted());
        push.tags = tagged(tag.toLatin1());
        arrive("alice", push);
    }
    arrive("bob", push);
    QCOMPARE(stateOf("bob", count), ReceiptState::Seen);
    push.tags = tagged("1");
    arrive("bob", push);
    QCOMPARE(stateOf("bob", 1), ReceiptState::Waiting); // given up
}

void TestRoundTripWatchers::oneWatcherIsAsBefore()
{
    m_tracker->started(1, request(QStringLiteral("T")), watchers({""}));
    m_tracker->answered(1, accepted());
    QSignalSpy changed(m_tracker.get(), &RoundTripTracker::changed);
    TestPush push;
    push.tags = tagged("T");
    arrive("", push);
    QCOMPARE(trip().state, RoundTrip::State::Proven);
    m_clock->advance(11s);
    QCOMPARE(changed.size(), 1);
}

REALTIME_TEST(TestRoundTripWatchers, QCoreApplication)
#include "tst_roundtripwatchers.moc"
