// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/roundtriptext.h"
#include "support/testprogram.h"

#include <QTest>

using RoundTripState = RoundTrip::State;

Q_DECLARE_METATYPE(RoundTrip::State)
Q_DECLARE_METATYPE(Tone)
Q_DECLARE_METATYPE(WatcherReceipts)

/** What is claimed, and what is only supposed. */
class TestRoundTripText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsKnown_data();
    void saysWhatIsKnown();
    void saysOnHowManyItIsProven_data();
    void saysOnHowManyItIsProven();
    void saysThatOtherBytesCame();
    void supposesThatAKeySuppressedIt();
    void saysThatTryingAgainIsSafe();
};

void TestRoundTripText::saysWhatIsKnown_data()
{
    QTest::addColumn<RoundTripState>("state");
    QTest::addColumn<bool>("isWatched");
    QTest::addColumn<QString>("word");
    QTest::addColumn<Tone>("tone");
    QTest::addColumn<QString>("detail");
    const auto notWatched = QStringLiteral("You are not watching news, so no push can come back.");
    QTest::newRow("waiting") << RoundTripState::Waiting << true << QStringLiteral("… waiting")
                             << Tone::Quiet << QStringLiteral("news");
    QTest::newRow("waiting in vain") << RoundTripState::Waiting << false
                                     << QStringLiteral("▲ not watched") << Tone::Busy << notWatched;
    QTest::newRow("not seen, not watched")
        << RoundTripState::NotSeen << false << QStringLiteral("▲ not seen") << Tone::Busy
        << notWatched;
    QTest::newRow("unknown") << RoundTripState::Unknown << true << QStringLiteral("? unknown")
                             << Tone::Busy
                             << QStringLiteral("It may have been published; the push may still "
                                               "decide.");
    QTest::newRow("unknown, not watched")
        << RoundTripState::Unknown << false << QStringLiteral("? unknown") << Tone::Busy
        << QStringLiteral("It may have been published; you are not watching news.");
    QTest::newRow("not sent") << RoundTripState::NotSent << true << QStringLiteral("✕ not sent")
                              << Tone::Bad << QStringLiteral("Nothing was published.");
    QTest::newRow("rejected") << RoundTripState::Rejected << true << QStringLiteral("✕ rejected")
                              << Tone::Bad << QStringLiteral("news");
}

void TestRoundTripText::saysWhatIsKnown()
{
    QFETCH(const RoundTripState, state);
    QFETCH(const bool, isWatched);
    RoundTrip trip;
    trip.channel = QStringLiteral("news");
    trip.state = state;
    QTEST(roundTripStateText(trip, isWatched), "word");
    QTEST(roundTripTone(trip, isWatched), "tone");
    QTEST(roundTripDetailText(trip, {isWatched, false}), "detail");
}

void TestRoundTripText::saysOnHowManyItIsProven_data()
{
    using ReceiptState = WatcherReceipt::State;
    QTest::addColumn<RoundTripState>("state");
    QTest::addColumn<WatcherReceipts>("others");
    QTest::addColumn<QString>("word");
    QTest::addColumn<Tone>("tone");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, WatcherReceipts others, const QString &word, Tone tone,
                        const QString &detail) {
        QTest::newRow(name) << RoundTripState::Proven << others << word << tone << detail;
    };
    const QString bob = QStringLiteral("bob");
    const QString proven = QStringLiteral("✓ proven");
    row("nobody else", {}, QStringLiteral("✓ proven"), Tone::Good, QStringLiteral("news"));
    row("all", {{bob, ReceiptState::Seen, std::chrono::milliseconds(8)}}, proven, Tone::Good,
        QStringLiteral("news"));
    row("waiting", {{bob}}, proven, Tone::Busy, QStringLiteral("waiting for bob · news"));
    row("not subscribed", {{bob, ReceiptState::NotSubscribed}}, proven, Tone::Good,
        QStringLiteral("bob: not subscribed · news"));
    row("filtered", {{bob, ReceiptState::Filtered}}, proven, Tone::Good,
        QStringLiteral("bob: left out by its tags filter · news"));
    row("away", {{bob, ReceiptState::Away}}, proven, Tone::Busy,
        QStringLiteral("bob: interrupted then · news"));
    row("missing", {{bob, ReceiptState::Missing}}, proven, Tone::Busy,
        QStringLiteral("bob: no push came · news"));
    row("refused", {{bob, ReceiptState::Refused, {}, false, 103, QStringLiteral("no\x1B")}}, proven,
        Tone::Busy, QStringLiteral("bob: refused (103 no\\u001b) · news"));
    row("a hostile name", {{QStringLiteral("%1\x1B"), ReceiptState::Missing}}, proven, Tone::Busy,
        QStringLiteral("%1\\u001b: no push came · news"));
    QTest::newRow("not seen")
        << RoundTripState::NotSeen << WatcherReceipts{{bob, ReceiptState::Missing}}
        << QStringLiteral("▲ not seen") << Tone::Busy
        << QStringLiteral("The API accepted it, but no push came: alice: no push came · bob: no "
                          "push came");
}

void TestRoundTripText::saysOnHowManyItIsProven()
{
    QFETCH(const RoundTripState, state);
    QFETCH(const WatcherReceipts, others);
    RoundTrip trip;
    trip.channel = QStringLiteral("news");
    trip.state = state;
    const bool isProven = state == RoundTripState::Proven;
    trip.pushTime = std::chrono::milliseconds(3);
    trip.watchers = {{QStringLiteral("alice"),
                      isProven ? WatcherReceipt::State::Seen : WatcherReceipt::State::Missing,
                      trip.pushTime}};
    trip.watchers.insert(trip.watchers.end(), others.begin(), others.end());
    QTEST(roundTripStateText(trip, true), "word");
    QTEST(roundTripTone(trip, true), "tone");
    QTEST(roundTripDetailText(trip, {true, false}), "detail");
    const bool areTwo = seenCount(trip.watchers) == 2;
    QCOMPARE(roundTripTimesText(trip),
             areTwo ? QStringLiteral("push 3.0 ms to 8.0 ms") : QStringLiteral("push 3.0 ms"));
}

void TestRoundTripText::saysThatOtherBytesCame()
{
    RoundTrip trip;
    trip.channel = QStringLiteral("news");
    trip.state = RoundTripState::Proven;
    QCOMPARE(roundTripDetailText(trip, {true, false}), QStringLiteral("news"));
    trip.payloadIdentical = false;
    QCOMPARE(roundTripDetailText(trip, {true, false}),
             QStringLiteral("news · the push carried other bytes"));
}

void TestRoundTripText::supposesThatAKeySuppressedIt()
{
    RoundTrip trip;
    trip.channel = QStringLiteral("news");
    trip.state = RoundTripState::NotSeen;
    QVERIFY(!roundTripDetailText(trip, {true, false}).contains(QLatin1String("perhaps")));
    trip.isRepeated = true;
    QCOMPARE(roundTripDetailText(trip, {true, false}),
             QStringLiteral("The API accepted it, but no push came: perhaps the first try had been "
                            "published, and its key suppressed this one; or the subscription to "
                            "news was lost."));
}

void TestRoundTripText::saysThatTryingAgainIsSafe()
{
    RoundTrip trip;
    trip.channel = QStringLiteral("100%1");
    trip.state = RoundTripState::Unknown;
    QCOMPARE(roundTripDetailText(trip, {false, true}),
             QStringLiteral("It may have been published; you are not watching 100%1. Trying again "
                            "is safe with the memory and Redis engines."));
    QVERIFY(repeatText().contains(QLatin1String("memory and Redis engines")));
}

REALTIME_TEST(TestRoundTripText, QCoreApplication)
#include "tst_roundtriptext.moc"
