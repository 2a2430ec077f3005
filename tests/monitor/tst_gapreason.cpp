// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/gapreason.h"

#include <QTest>

Q_DECLARE_METATYPE(ChannelPast)

class TestGapReason : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheCause_data();
    void tellsTheCause();
};

namespace {

constexpr ChannelPast First{};
constexpr ChannelPast Plain{true, false, false};
constexpr ChannelPast Kept{true, true, false};
constexpr ChannelPast Invalidated{true, true, true};

Centrifuge::SubscribedEvent plainly(bool isRecoverable)
{
    Centrifuge::SubscribedEvent event;
    event.recoverable = isRecoverable;
    return event;
}

Centrifuge::SubscribedEvent recovering(bool hasRecovered, bool epochChanged = false)
{
    Centrifuge::SubscribedEvent event = plainly(true);
    event.wasRecovering = true;
    event.recovered = hasRecovered;
    event.epochChanged = epochChanged;
    return event;
}

} // namespace

void TestGapReason::tellsTheCause_data()
{
    QTest::addColumn<ChannelPast>("past");
    QTest::addColumn<Centrifuge::SubscribedEvent>("event");
    QTest::addColumn<QString>("words"); // empty: there is no gap
    const auto row = [](const char *name, const ChannelPast &past,
                        const Centrifuge::SubscribedEvent &event, const char *words) {
        QTest::newRow(name) << past << event << QString::fromLatin1(words);
    };
    row("the first time", First, plainly(true), "");
    row("the backlog came", First, recovering(true), "");
    row("the backlog did not come", First, recovering(false), "could not be replayed");
    row("recovered", Kept, recovering(true), "");
    row("recovered although invalidated", Invalidated, recovering(true), "");
    row("too short a history", Kept, recovering(false), "no longer holds all");
    row("another epoch", Kept, recovering(false, true), "began anew");
    row("no history", Plain, plainly(false), "keeps no history for us:");
    row("invalidated without history", {true, false, true}, plainly(false),
        "keeps no history for us:");
    row("invalidated", Invalidated, plainly(true), "declared our place in the stream invalid");
    row("the position was dropped", Kept, plainly(true), "place in the stream was lost");
    Centrifuge::SubscribedEvent skipped = plainly(true);
    skipped.skippedUnreadable = true;
    row("an unreadable message was skipped", Kept, skipped, "can't be read");
    row("the history was switched off", Kept, plainly(false), "no history for us any more");
    row("the history was switched on", Plain, plainly(true), "kept no history for us when we left");
}

void TestGapReason::tellsTheCause()
{
    QFETCH(const ChannelPast, past);
    QFETCH(const Centrifuge::SubscribedEvent, event);
    QFETCH(const QString, words);
    const QString reason = gapReason(past, event);
    QCOMPARE(reason.isEmpty(), words.isEmpty());
    QVERIFY2(reason.contains(words), qPrintable(reason));
}

QTEST_GUILESS_MAIN(TestGapReason)
#include "tst_gapreason.moc"
