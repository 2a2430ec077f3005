// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/roundtriptext.h"
#include "support/testprogram.h"

#include <QTest>

using RoundTripState = RoundTrip::State;

Q_DECLARE_METATYPE(RoundTrip::State)
Q_DECLARE_METATYPE(Tone)

/** What the card claims, and what it only supposes. */
class TestRoundTripText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsKnown_data();
    void saysWhatIsKnown();
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
