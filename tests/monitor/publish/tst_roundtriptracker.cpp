// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/timeduuid.h"
#include "monitor/publish/roundtriptracker.h"

#include "roundtripsamples.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

#include <QAbstractSocket>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using RoundTripState = RoundTrip::State;
using Match = RoundTrip::Match;

class TestRoundTripTracker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<FakeClock>();
        m_tracker = std::make_unique<RoundTripTracker>(*m_clock);
    }
    void cleanup() { m_tracker.reset(); }

    void matchesInEitherOrder_data();
    void matchesInEitherOrder();
    void matchesAPushFromBeforeTheStart();
    void doesNotMatch_data();
    void doesNotMatch();
    void aRowOfTheHistoryProvesNothing_data();
    void aRowOfTheHistoryProvesNothing();
    void isNotSeenAfterThePatience();
    void provesLate();
    void staysRejected();
    void isUnknownUntilThePushDecides();
    void staysUnknownWithoutAPush();
    void tellsABrokenConnectionFromARefusedOne();
    void provesOneEachOfTwoEqualPublishes();
    void findsTheEarlyPushInAFlood();
    void forgetsPushesAfterTenSeconds();
    void comparesTheBytes_data();
    void comparesTheBytes();
    void countsTimeFromTheSending();
    void keepsAThousand();
    void ignoresADisabledPublish();
    void makesDifferentTags();

private:
    void arrive(const TestPush &push) { m_tracker->pushArrived(push.entry(*m_clock)); }
    RoundTrip trip(quint64 id = 1) const { return m_tracker->roundTrip(id).value_or(RoundTrip()); }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<RoundTripTracker> m_tracker;
};

void TestRoundTripTracker::matchesInEitherOrder_data()
{
    QTest::addColumn<QString>("tag");
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<QString>("epoch");
    QTest::addColumn<QByteArray>("tags");
    QTest::addColumn<quint8>("flags");
    QTest::addColumn<bool>("pushFirst");
    QTest::addColumn<RoundTripState>("state");
    QTest::addColumn<Match>("match");

    const QByteArray t = QByteArray::fromStdString(tagged("T"));
    const QString epoch = QStringLiteral("e1");
    const quint8 recovered = EntryFlag::Recovered;
    for (const bool first : {false, true}) {
        const QByteArray order = first ? ", push first" : ", answer first";
        QTest::newRow("position" + order) << QString() << 7ull << epoch << QByteArray() << quint8(0)
                                          << first << RoundTripState::Proven << Match::Position;
        QTest::newRow("position before tag" + order)
            << "T" << 7ull << epoch << t << quint8(0) << first << RoundTripState::Proven
            << Match::Position;
        QTest::newRow("tag" + order) << "T" << 0ull << QString() << t << quint8(0) << first
                                     << RoundTripState::Proven << Match::Tag;
        QTest::newRow("payload" + order)
            << QString() << 0ull << QString() << QByteArray() << quint8(0) << first
            << RoundTripState::Likely << Match::Payload;
        QTest::newRow("recovered" + order)
            << QString() << 7ull << epoch << QByteArray() << recovered << first
            << RoundTripState::Proven << Match::Position;
    }
}

void TestRoundTripTracker::matchesInEitherOrder()
{
    QFETCH(QString, tag);
    QFETCH(quint64, offset);
    QFETCH(QString, epoch);
    QFETCH(QByteArray, tags);
    QFETCH(quint8, flags);
    QFETCH(bool, pushFirst);
    QFETCH(RoundTripState, state);
    QFETCH(Match, match);
    TestPush push;
    push.offset = offset;
    push.epoch = epoch.toStdString();
    push.tags = tags.toStdString();
    push.flags = flags;

    std::vector<std::function<void()>> both{
        [&] { arrive(push); }, [&] { m_tracker->answered(1, accepted(offset, epoch)); }};
    std::rotate(both.begin(), both.begin() + (pushFirst ? 0 : 1), both.end());
    m_tracker->started(1, request(tag));
    m_clock->advance(2ms);
    both[0]();
    QCOMPARE(trip().state, RoundTripState::Waiting);
    m_clock->advance(3ms);
    both[1]();
    QCOMPARE(trip().state, state);
    QCOMPARE(trip().matchedBy, match);
    QCOMPARE(trip().apiTime, std::optional<std::chrono::nanoseconds>(pushFirst ? 5ms : 2ms));
    QCOMPARE(trip().pushTime, std::optional<std::chrono::nanoseconds>(pushFirst ? 2ms : 5ms));
    QVERIFY(trip().payloadIdentical);
}

void TestRoundTripTracker::matchesAPushFromBeforeTheStart()
{
    TestPush push;
    push.tags = tagged("T");
    arrive(push);
    m_tracker->started(1, request(QStringLiteral("T")));
    m_tracker->answered(1, accepted());
    QCOMPARE(trip().state, RoundTripState::Proven);
    QCOMPARE(trip().pushTime, std::optional<std::chrono::nanoseconds>(0ms));
}

void TestRoundTripTracker::doesNotMatch_data()
{
    QTest::addColumn<QString>("tag");
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<QByteArray>("channel");
    QTest::addColumn<QByteArray>("epoch");
    QTest::addColumn<quint64>("pushOffset");
    QTest::addColumn<QByteArray>("tags");
    QTest::addColumn<QByteArray>("payload");

    const QByteArray same = "{\"a\":1}";
    QTest::newRow("another offset")
        << "" << 7ull << QByteArray("news") << QByteArray("e1") << 8ull << QByteArray() << same;
    QTest::newRow("another epoch")
        << "" << 7ull << QByteArray("news") << QByteArray("e2") << 7ull << QByteArray() << same;
    QTest::newRow("another channel")
        << "" << 7ull << QByteArray("olds") << QByteArray("e1") << 7ull << QByteArray() << same;
    QTest::newRow("another tag") << "T" << 0ull << QByteArray("news") << QByteArray() << 0ull
                                 << QByteArray::fromStdString(tagged("U")) << same;
    QTest::newRow("the tag in another channel")
        << "T" << 0ull << QByteArray("olds") << QByteArray() << 0ull
        << QByteArray::fromStdString(tagged("T")) << same;
    QTest::newRow("no tag, the payload alone")
        << "T" << 0ull << QByteArray("news") << QByteArray() << 0ull << QByteArray() << same;
    QTest::newRow("another payload") << "" << 0ull << QByteArray("news") << QByteArray() << 0ull
                                     << QByteArray() << QByteArray("{\"a\":2}");
    QTest::newRow("tags that are not JSON") << "T" << 0ull << QByteArray("news") << QByteArray()
                                            << 0ull << QByteArray("{\"rm-id\":\"T\"") << same;
    QTest::newRow("another's tagged publish")
        << "" << 0ull << QByteArray("news") << QByteArray() << 0ull
        << QByteArray::fromStdString(tagged("U")) << same;
}

void TestRoundTripTracker::doesNotMatch()
{
    QFETCH(QString, tag);
    QFETCH(quint64, offset);
    QFETCH(QByteArray, channel);
    QFETCH(QByteArray, epoch);
    QFETCH(quint64, pushOffset);
    QFETCH(QByteArray, tags);
    QFETCH(QByteArray, payload);
    TestPush push;
    push.channel = channel.toStdString();
    push.epoch = epoch.toStdString();
    push.offset = pushOffset;
    push.tags = tags.toStdString();
    push.payload = payload.toStdString();

    m_tracker->started(1, request(tag));
    arrive(push);
    m_tracker->answered(1, accepted(offset, offset != 0 ? QStringLiteral("e1") : QString()));
    arrive(push);
    QCOMPARE(trip().state, RoundTripState::Waiting);
}

/** It was read by a request, so nobody has got it by subscription. */
void TestRoundTripTracker::aRowOfTheHistoryProvesNothing_data()
{
    QTest::addColumn<bool>("isBefore");
    QTest::newRow("before the answer") << true;
    QTest::newRow("after it") << false;
}

void TestRoundTripTracker::aRowOfTheHistoryProvesNothing()
{
    QFETCH(const bool, isBefore);
    TestPush row;
    row.offset = 7;
    row.epoch = "e1";
    row.tags = tagged("T");
    row.flags = EntryFlag::Fetched;
    m_tracker->started(1, request(QStringLiteral("T")), {{QStringLiteral("alice")}});
    arrive(row);
    m_tracker->answered(1, accepted(7, QStringLiteral("e1")));
    arrive(isBefore ? TestPush{} : row);
    QCOMPARE(trip().state, RoundTripState::Waiting);
    QCOMPARE(trip().watchers.front().state, WatcherReceipt::State::Waiting);
    row.flags = 0;
    arrive(row);
    QCOMPARE(trip().state, RoundTripState::Proven);
}

void TestRoundTripTracker::isNotSeenAfterThePatience()
{
    QSignalSpy changed(m_tracker.get(), &RoundTripTracker::changed);
    m_tracker->setPushTimeout(3s);
    m_tracker->started(1, request());
    m_clock->advance(60s);
    QCOMPARE(trip().state, RoundTripState::Waiting);
    m_tracker->answered(1, accepted());
    m_clock->advance(2999ms);
    QCOMPARE(trip().state, RoundTripState::Waiting);
    m_clock->advance(1ms);
    QCOMPARE(trip().state, RoundTripState::NotSeen);
    QCOMPARE(changed.count(), 3);
    arrive({});
    QCOMPARE(trip().state, RoundTripState::NotSeen); // too late for a guess
}

void TestRoundTripTracker::provesLate()
{
    m_tracker->started(1, request(QStringLiteral("T")));
    m_tracker->answered(1, accepted());
    m_clock->advance(11s);
    QCOMPARE(trip().state, RoundTripState::NotSeen);
    TestPush push;
    push.tags = tagged("T");
    arrive(push);
    QCOMPARE(trip().state, RoundTripState::Proven);
}

void TestRoundTripTracker::staysRejected()
{
    m_tracker->started(1, request(QStringLiteral("T")));
    TestPush push;
    push.tags = tagged("T");
    arrive(push);
    m_tracker->answered(1, failure(Centrifuge::ErrorLayer::Server, 102));
    QCOMPARE(trip().state, RoundTripState::Rejected);
    QCOMPARE(trip().error->code, 102);
    arrive(push);
    m_clock->advance(1min);
    QCOMPARE(trip().state, RoundTripState::Rejected);
    QCOMPARE(trip().matchedBy, Match::None);
}

void TestRoundTripTracker::isUnknownUntilThePushDecides()
{
    m_tracker->started(1, request(QStringLiteral("T")));
    m_tracker->started(2, request(QStringLiteral("U")));
    TestPush first;
    first.tags = tagged("T");
    arrive(first);
    m_clock->advance(5s);
    m_tracker->answered(1, failure(Centrifuge::ErrorLayer::Timeout));
    m_tracker->answered(2, failure(Centrifuge::ErrorLayer::Timeout));
    QCOMPARE(trip(1).state, RoundTripState::Proven);
    QCOMPARE(trip(1).matchedBy, Match::Tag);
    QCOMPARE(trip(2).state, RoundTripState::Unknown);
    TestPush second;
    second.tags = tagged("U");
    arrive(second);
    QCOMPARE(trip(2).state, RoundTripState::Proven);
    QVERIFY(!trip(2).apiTime);
}

void TestRoundTripTracker::staysUnknownWithoutAPush()
{
    m_tracker->started(1, request());
    m_tracker->answered(1, failure(Centrifuge::ErrorLayer::Timeout));
    m_clock->advance(1min);
    QCOMPARE(trip().state, RoundTripState::Unknown);
    QVERIFY(trip().error);
}

void TestRoundTripTracker::tellsABrokenConnectionFromARefusedOne()
{
    m_tracker->started(1, request());
    m_tracker->answered(
        1, failure(Centrifuge::ErrorLayer::Tcp, QAbstractSocket::RemoteHostClosedError));
    QCOMPARE(trip(1).state, RoundTripState::Unknown);
    m_tracker->started(2, request());
    m_tracker->answered(
        2, failure(Centrifuge::ErrorLayer::Tcp, QAbstractSocket::ConnectionRefusedError));
    QCOMPARE(trip(2).state, RoundTripState::NotSent);
}

void TestRoundTripTracker::provesOneEachOfTwoEqualPublishes()
{
    m_tracker->started(1, request());
    m_tracker->started(2, request());
    arrive({});
    m_tracker->answered(1, accepted());
    m_tracker->answered(2, accepted());
    QCOMPARE(trip(1).state, RoundTripState::Likely);
    QCOMPARE(trip(2).state, RoundTripState::Waiting);
    arrive({});
    QCOMPARE(trip(2).state, RoundTripState::Likely);
}

void TestRoundTripTracker::findsTheEarlyPushInAFlood()
{
    m_tracker->started(1, request());
    TestPush push;
    push.epoch = "e1";
    push.offset = 7;
    arrive(push);
    TestPush other;
    other.payload = "flood";
    for (int i = 0; i < 20'000; ++i) {
        arrive(other);
    }
    m_tracker->answered(1, accepted(7, QStringLiteral("e1")));
    QCOMPARE(trip().state, RoundTripState::Proven);
}

void TestRoundTripTracker::forgetsPushesAfterTenSeconds()
{
    TestPush push;
    push.epoch = "e1";
    push.offset = 7;
    arrive(push);
    m_clock->advance(10s + 1ms);
    TestPush other;
    other.channel = "other";
    arrive(other);
    m_tracker->started(1, request());
    m_tracker->answered(1, accepted(7, QStringLiteral("e1")));
    QCOMPARE(trip().state, RoundTripState::Waiting);
}

void TestRoundTripTracker::comparesTheBytes_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("identical");
    QTest::addColumn<RoundTripState>("state");
    QTest::newRow("the same") << QByteArray("{\n\"a\":1}") << true << RoundTripState::Likely;
    QTest::newRow("newline as a space")
        << QByteArray("{ \"a\":1}") << false << RoundTripState::Likely;
    QTest::newRow("something else") << QByteArray("{ \"a\":2}") << true << RoundTripState::Waiting;
}

void TestRoundTripTracker::comparesTheBytes()
{
    QFETCH(QByteArray, payload);
    QFETCH(bool, identical);
    QFETCH(RoundTripState, state);
    m_tracker->started(1, request({}, "{\n\"a\":1}"));
    m_tracker->answered(1, accepted());
    TestPush push;
    push.payload = payload.toStdString();
    arrive(push);
    QCOMPARE(trip().state, state);
    QCOMPARE(trip().payloadIdentical, identical);
}

void TestRoundTripTracker::countsTimeFromTheSending()
{
    Centrifuge::PublishReply reply;
    reply.sentAt = m_clock->monotonic();
    m_clock->advance(1ms); // the main thread was slow to tell
    m_tracker->started(1, request());
    m_clock->advance(4ms);
    reply.answeredAt = m_clock->monotonic();
    m_clock->advance(1s); // and slow to hear
    m_tracker->answered(1, reply);
    QCOMPARE(trip().apiTime, std::optional<std::chrono::nanoseconds>(5ms));
}

void TestRoundTripTracker::keepsAThousand()
{
    for (quint64 id = 1; id <= 1001; ++id) {
        m_tracker->started(id, request(QString::number(id)));
    }
    QCOMPARE(m_tracker->roundTrips().size(), std::size_t(1000));
    QCOMPARE(m_tracker->roundTrips().back().id, 1001ull);
    QVERIFY(!m_tracker->roundTrip(1));
    m_tracker->answered(1, accepted());
    TestPush push;
    push.tags = tagged("1");
    arrive(push);
    m_clock->advance(1min);
}

void TestRoundTripTracker::ignoresADisabledPublish()
{
    m_tracker->started(0, request());
    QVERIFY(m_tracker->roundTrips().empty());
}

void TestRoundTripTracker::makesDifferentTags()
{
    QVERIFY(RoundTripTracker::newTag() != RoundTripTracker::newTag());
    const auto time = timeOfUuid(RoundTripTracker::newTag().toStdString());
    QVERIFY(time);
    QVERIFY(std::chrono::abs(std::chrono::system_clock::now().time_since_epoch() - *time) < 1h);
}

REALTIME_TEST(TestRoundTripTracker, QCoreApplication)
#include "tst_roundtriptracker.moc"
