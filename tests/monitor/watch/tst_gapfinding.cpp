// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/gapbackfill.h"
#include "monitor/watch/gapfinding.h"
#include "support/testprogram.h"

#include <QTest>

Q_DECLARE_METATYPE(KnownChannelState)
Q_DECLARE_METATYPE(KnownPosition)
Q_DECLARE_METATYPE(std::optional<GapFinding>)
Q_DECLARE_METATYPE(BackfillResult)

/** What is claimed of a channel's stream, and what is not. */
class TestGapFinding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsMissing_data();
    void findsWhatIsMissing();
    void judgesAJump_data();
    void judgesAJump();
    void tellsAPartialRecovery_data();
    void tellsAPartialRecovery();
    void tellsWhatTheHistoryDidNotGive_data();
    void tellsWhatTheHistoryDidNotGive();
};

namespace {

using Centrifuge::SubscribedEvent;

constexpr KnownChannelState First{};
constexpr KnownChannelState Plain{true};
constexpr KnownChannelState KeptOffsets{true, true};
constexpr KnownChannelState Invalidated{true, true, true};
constexpr KnownChannelState Filtered{true, true, false, true};
constexpr KnownChannelState Cached{true, true, false, false, true};
constexpr KnownChannelState Uncounted{true, true, false, false, false, true};

constexpr KnownChannelState FilteredStream{true, true, false, true, false, false, true};
constexpr KnownChannelState NoRecovery{true, false, false, false, false, false, false, true};

const KnownPosition Nowhere;
const KnownPosition At4{"e1", 4};

enum Answer { None = 0, Positioned = 1, Recoverable = 2, Asked = 4, Recovered = 8 };
constexpr int Failed = Positioned | Recoverable | Asked;
constexpr int Success = Failed | Recovered;

SubscribedEvent answer(int flags, const char *epoch = "", std::uint64_t top = 0,
                       std::uint32_t recoveredCount = 0)
{
    SubscribedEvent event;
    event.positioned = (flags & Positioned) != 0;
    event.recoverable = (flags & Recoverable) != 0;
    event.wasRecovering = (flags & Asked) != 0;
    event.recovered = (flags & Recovered) != 0;
    event.position = {top, QString::fromLatin1(epoch)};
    event.recoveredCount = recoveredCount;
    return event;
}

SubscribedEvent skipped(SubscribedEvent event)
{
    event.skippedUnreadable = true;
    return event;
}

SubscribedEvent tooLarge(SubscribedEvent event)
{
    event.recoverySkipped = true;
    return event;
}

std::optional<GapFinding> finding(EntryKind kind, std::uint64_t count, const char *words,
                                  const std::optional<OffsetGap> &gap = {})
{
    return GapFinding{kind, count, QString::fromLatin1(words), gap};
}

std::optional<GapFinding> missing(std::uint64_t count, const char *words, const OffsetGap &gap)
{
    return finding(EntryKind::Gap, count, words, gap);
}

std::optional<GapFinding> perhaps(const char *words, const std::optional<OffsetGap> &gap = {})
{
    return finding(EntryKind::PossibleGap, 0, words, gap);
}

std::optional<GapFinding> nothing(const char *words)
{
    return finding(EntryKind::NoGap, 0, words);
}

void compare(const std::optional<GapFinding> &actual, const std::optional<GapFinding> &expected)
{
    QCOMPARE(actual.has_value(), expected.has_value());
    if (!expected) {
        return;
    }
    QCOMPARE(int(actual->kind), int(expected->kind));
    QCOMPARE(actual->count, expected->count);
    QVERIFY2(actual->text.contains(expected->text), qPrintable(actual->text));
    QCOMPARE(actual->gap.has_value(), expected->gap.has_value());
    QVERIFY(actual->gap == expected->gap);
    const bool isClaimed = actual->text.contains(QStringLiteral("is missing:"))
        || actual->text.contains(QStringLiteral("are missing:"));
    QCOMPARE(isClaimed, actual->kind != EntryKind::PossibleGap);
}

} // namespace

void TestGapFinding::findsWhatIsMissing_data()
{
    QTest::addColumn<KnownChannelState>("past");
    QTest::addColumn<KnownPosition>("position");
    QTest::addColumn<SubscribedEvent>("event");
    QTest::addColumn<std::optional<GapFinding>>("expected");
    const auto row = [](const char *name, const KnownChannelState &past,
                        const KnownPosition &position, const SubscribedEvent &event,
                        const std::optional<GapFinding> &expected) {
        QTest::newRow(name) << past << position << event << expected;
    };
    const std::optional<GapFinding> none;

    row("the first time", First, Nowhere, answer(Positioned | Recoverable, "e1", 9), none);
    row("the backlog came", First, Nowhere, answer(Success, "e1", 9, 9), none);
    row("the backlog did not come", First, Nowhere, answer(Failed, "e1", 9),
        perhaps("could not be replayed", OffsetGap{0, 9, "e1", false}));
    row("the backlog was asked for, and is empty", First, Nowhere, answer(Failed, "e1"), none);
    row("the backlog was asked for, and there is no history", First, Nowhere, answer(Asked), none);

    row("recovered, one", KeptOffsets, At4, answer(Success, "e1", 5, 1),
        nothing("1 message was published while we were away"));
    row("recovered, two", KeptOffsets, At4, answer(Success, "e1", 6, 2),
        nothing("2 messages were published while we were away"));
    row("recovered, none", KeptOffsets, At4, answer(Success, "e1", 4), nothing("at offset 4"));
    row("recovered, none, in an empty stream", KeptOffsets, {"e1", 0}, answer(Success, "e1"),
        nothing("nothing was published"));
    row("recovered although invalidated", Invalidated, At4, answer(Success, "e1", 4),
        nothing("at offset 4"));
    row("recovered, with positions unknown", KeptOffsets, Nowhere, answer(Success, "", 0, 2),
        nothing("2 messages"));
    row("not recovered, and yet nothing was published", KeptOffsets, At4, answer(Failed, "e1", 4),
        nothing("at offset 4"));

    row("too short a history, one", KeptOffsets, At4, answer(Failed, "e1", 5),
        missing(1, "1 message is missing: offset 5. The history no longer holds all",
                {4, 5, "e1", false}));
    row("too short a history", KeptOffsets, At4, answer(Failed, "e1", 305),
        missing(301, "301 messages are missing: offsets 5 to 305. The history no longer holds all",
                {4, 305, "e1", false}));
    row("invalidated, and more was published", Invalidated, At4,
        answer(Positioned | Recoverable, "e1", 7),
        missing(3, "declared our place in the stream invalid", {4, 7, "e1", false}));
    row("invalidated, and nothing was published", Invalidated, At4,
        answer(Positioned | Recoverable, "e1", 4), nothing("at offset 4"));
    row("the position was dropped", KeptOffsets, At4, answer(Positioned | Recoverable, "e1", 7),
        missing(3, "place in the stream was lost", {4, 7, "e1", false}));
    row("an unreadable message was skipped", KeptOffsets, At4,
        skipped(answer(Positioned | Recoverable, "e1", 7)),
        missing(3, "can't be read", {4, 7, "e1", false}));
    row("the recovery was more than the queue takes", KeptOffsets, At4,
        tooLarge(answer(Positioned | Recoverable, "e1", 7)),
        missing(3, "client.queue_max_size", {4, 7, "e1", false}));
    row("the recovery was too large, and nothing is new", KeptOffsets, At4,
        tooLarge(answer(Positioned | Recoverable, "e1", 4)), nothing("at offset 4"));
    row("the backlog was more than the queue takes", First, Nowhere,
        tooLarge(answer(Positioned | Recoverable, "e1", 9)),
        perhaps("could not be replayed", OffsetGap{0, 9, "e1", false}));
    row("the server is behind us", KeptOffsets, At4, answer(Failed, "e1", 3),
        perhaps("at offset 3 of the stream, and we were at 4"));

    row("positioned only, unchanged", Plain, At4, answer(Positioned, "e1", 4),
        nothing("at offset 4"));
    row("positioned only, moved", Plain, At4, answer(Positioned, "e1", 6),
        missing(2, "recovers nothing by itself", {4, 6, "e1", false}));
    row("positioned only, a new stream", Plain, At4, answer(Positioned, "e2", 6),
        missing(6, "At least 6 messages are missing: offsets 1 to 6 of a new stream",
                {0, 6, "e2", true}));
    row("positioned only, at 0", Plain, {"e1", 0}, answer(Positioned, "e1"),
        perhaps("without a history it never moves"));
    row("without offsets, recovered", Uncounted, {"e1", 0}, answer(Success, "e1"),
        perhaps("without an offset came here before"));
    row("without offsets, unchanged", Uncounted, {"e1", 4}, answer(Positioned, "e1", 4),
        perhaps("without an offset came here before"));
    row("without offsets, and the position moved", Uncounted, At4, answer(Failed, "e1", 6),
        missing(2, "offsets 5 to 6", {4, 6, "e1", false}));
    row("positioned from now on", Plain, Nowhere, answer(Positioned, "e1", 6),
        perhaps("Messages may be missing"));

    row("another epoch, one published", KeptOffsets, At4, answer(Failed, "e2", 1),
        missing(1, "At least 1 message is missing: offset 1 of a new stream. The stream began anew",
                {0, 1, "e2", true}));
    row("another epoch, nothing published", KeptOffsets, At4, answer(Failed, "e2"),
        perhaps("began anew", OffsetGap{0, 0, "e2", true}));

    row("no history", Plain, Nowhere, answer(None), perhaps("keeps no history for us:"));
    row("no history, asked to recover all the same", Plain, Nowhere, answer(Asked),
        perhaps("keeps no history for us:"));
    row("no history, but an offset was seen", Plain, {"", 9}, answer(None),
        perhaps("keeps no history for us:", OffsetGap{9, 0, "", false}));
    row("invalidated without history", {true, false, true}, Nowhere, answer(None),
        perhaps("keeps no history for us:"));
    row("recovery is not asked for", NoRecovery, Nowhere, answer(None),
        perhaps("watched without recovery (--no-recovery)"));
    row("recovery is not asked for, positions are", NoRecovery, At4, answer(Positioned, "e1", 6),
        missing(2, "2 messages are missing: offsets 5 to 6. This channel is watched without",
                OffsetGap{4, 6, "e1", false}));
    row("the history was switched off", KeptOffsets, At4, answer(None),
        perhaps("no history for us any more", OffsetGap{4, 0, "e1", false}));
    row("the history was switched on", Plain, Nowhere, answer(Positioned | Recoverable, "e1", 2),
        perhaps("kept no history for us when we left"));

    row("a tags filter, recovered", Filtered, At4, answer(Success, "e1", 9, 2),
        nothing("2 matching messages were published"));
    row("a tags filter, recovered, all that was published", Filtered, At4,
        answer(Success, "e1", 5, 1), nothing("1 matching message was published"));
    row("a tags filter, or cache mode, one", Filtered, At4, answer(Success, "e1", 9, 1),
        perhaps("recovered 1 of the offsets 5 to 9", OffsetGap{4, 9, "e1", false}));
    row("a tags filter, or cache mode, none", Filtered, At4, answer(Success, "e1", 9, 0),
        perhaps("recovered 0 of the offsets 5 to 9", OffsetGap{4, 9, "e1", false}));
    row("a tags filter, or cache mode, where nothing is told", Filtered, At4,
        answer(Success, "e1", 4, 0), perhaps("recovered nothing that fits"));
    row("a tags filter, not cache mode, none", FilteredStream, At4, answer(Success, "e1", 4, 0),
        nothing("nothing that fits the tags filter was published"));
    row("a tags filter, not cache mode, one", FilteredStream, At4, answer(Success, "e1", 9, 1),
        nothing("1 matching message was published"));
    row("a tags filter, not recovered", Filtered, At4, answer(Failed, "e1", 9),
        perhaps("Only some of what is published", OffsetGap{4, 9, "e1", false}));
    row("a tags filter, unchanged", Filtered, At4, answer(Failed, "e1", 4), nothing("at offset 4"));
    row("a tags filter, a new stream", Filtered, At4, answer(Failed, "e2", 9),
        perhaps("began anew", OffsetGap{0, 9, "e2", true}));
    row("cache mode, the latest only", KeptOffsets, At4, answer(Success, "e1", 9, 1),
        perhaps("only some of the offsets 5 to 9", OffsetGap{4, 9, "e1", false}));
    row("cache mode, known", Cached, At4, answer(Success, "e1", 9, 1),
        perhaps("only some of the offsets 5 to 9", OffsetGap{4, 9, "e1", false}));
    row("cache mode, known, the cache is empty", Cached, At4, answer(Failed, "e1", 9),
        perhaps("Only some of what is published", OffsetGap{4, 9, "e1", false}));
    row("cache mode, one published", Cached, At4, answer(Success, "e1", 5, 1),
        nothing("1 message was published"));
    row("cache mode, a new stream", KeptOffsets, At4, answer(Success, "e2", 9, 1),
        perhaps("began anew", OffsetGap{0, 9, "e2", true}));
}

void TestGapFinding::findsWhatIsMissing()
{
    QFETCH(const KnownChannelState, past);
    QFETCH(const KnownPosition, position);
    QFETCH(const SubscribedEvent, event);
    QFETCH(const std::optional<GapFinding>, expected);
    compare(findGap(past, position, event), expected);
}

void TestGapFinding::judgesAJump_data()
{
    QTest::addColumn<KnownChannelState>("past");
    QTest::addColumn<KnownPosition>("position");
    QTest::addColumn<std::optional<GapFinding>>("expected"); // for offset 8
    const std::optional<GapFinding> none;
    QTest::newRow("the next one") << KeptOffsets << KnownPosition{"e1", 7} << none;
    QTest::newRow("the same") << KeptOffsets << KnownPosition{"e1", 8} << none;
    QTest::newRow("backwards") << KeptOffsets << KnownPosition{"e1", 9} << none;
    QTest::newRow("the first one") << KeptOffsets << KnownPosition{"e1", {}} << none;
    QTest::newRow("one is left out")
        << KeptOffsets << KnownPosition{"e1", 6}
        << missing(1, "1 message is missing: offset 7", {6, 7, "e1", false});
    QTest::newRow("three are left out")
        << KeptOffsets << At4
        << missing(3, "3 messages are missing: offsets 5 to 7", {4, 7, "e1", false});
    QTest::newRow("in an unknown epoch")
        << Plain << KnownPosition{"", 4} << perhaps("tells no epoch", OffsetGap{4, 7, "", false});
    QTest::newRow("with a tags filter") << Filtered << At4 << none;
    QTest::newRow("in cache mode") << Cached << At4 << none;
}

void TestGapFinding::judgesAJump()
{
    QFETCH(const KnownChannelState, past);
    QFETCH(const KnownPosition, position);
    QFETCH(const std::optional<GapFinding>, expected);
    compare(findJump(past, position, 8), expected);
}

void TestGapFinding::tellsAPartialRecovery_data()
{
    QTest::addColumn<KnownPosition>("position");
    QTest::addColumn<SubscribedEvent>("event");
    QTest::addColumn<bool>("isPartial");
    QTest::newRow("all") << At4 << answer(Success, "e1", 6, 2) << false;
    QTest::newRow("none") << At4 << answer(Success, "e1", 4) << false;
    QTest::newRow("the latest") << At4 << answer(Success, "e1", 6, 1) << true;
    QTest::newRow("the latest of a new stream") << At4 << answer(Success, "e2", 2, 1) << true;
    QTest::newRow("all of a new stream") << At4 << answer(Success, "e2", 1, 1) << false;
    QTest::newRow("the whole backlog") << Nowhere << answer(Success, "e1", 3, 3) << false;
    QTest::newRow("the latest as backlog") << Nowhere << answer(Success, "e1", 3, 1) << true;
    QTest::newRow("not recovered") << At4 << answer(Failed, "e1", 6) << false;
}

void TestGapFinding::tellsAPartialRecovery()
{
    QFETCH(const KnownPosition, position);
    QFETCH(const SubscribedEvent, event);
    QFETCH(const bool, isPartial);
    QCOMPARE(isPartialRecovery(position, event), isPartial);
}

void TestGapFinding::tellsWhatTheHistoryDidNotGive_data()
{
    QTest::addColumn<std::optional<GapFinding>>("before");
    QTest::addColumn<BackfillResult>("result");
    QTest::addColumn<std::optional<GapFinding>>("expected");
    const std::optional<GapFinding> kept = findGap(KeptOffsets, At4, answer(Failed, "e1", 305));
    const std::optional<GapFinding> renewed = findGap(KeptOffsets, At4, answer(Failed, "e2", 9));
    const std::optional<GapFinding> backlog = findGap(First, Nowhere, answer(Failed, "e1", 9));
    const Centrifuge::Error denied{Centrifuge::ErrorLayer::Server, 103,
                                   QStringLiteral("permission denied"), false};
    BackfillResult result;
    result.fetched = 300;
    result.gone = 1;
    result.rest = {305, 305, "e1", false};
    QTest::newRow("one is gone")
        << kept << result
        << finding(EntryKind::Gap, 1,
                   "1 message is missing. The history no longer holds all that was published while "
                   "we were away, or it is more than the server replays. 300 messages fetched");
    result.gone = 0;
    result.rest = {304, 305, "e1", false};
    QTest::newRow("the limit was reached")
        << kept << result << missing(1, "Up to 1 message more can be", {304, 305, "e1", false});
    result.fetched = 0;
    result.rest = {4, 305, "e1", false};
    result.error = denied;
    QTest::newRow("not allowed")
        << kept << result
        << missing(301,
                   "301 messages are missing: offsets 5 to 305. The history no longer holds all "
                   "that was published while we were away, or it is more than the server replays. "
                   "Nothing could be fetched: this user may not read the channel's history (103)",
                   {4, 305, "e1", false});
    result.rest = {0, 9, "e1", false};
    QTest::newRow("the backlog is not allowed")
        << backlog << result
        << perhaps("could not be replayed. Nothing could be fetched", OffsetGap{0, 9, "e1", false});
    result.fetched = 2;
    result.tooLarge = 1;
    result.rest = {5, 9, "e1", false};
    QTest::newRow("the backlog broke off")
        << backlog << result
        << missing(5, "could not be replayed. 2 messages", {5, 9, "e1", false});
    result.tooLarge = 0;
    result.fetched = 0;
    result.rest = {0, 9, "e1", false};
    QTest::newRow("the session before was fetching it")
        << std::optional(findUnfetched({0, 9, "e1", false})) << result
        << missing(9, "The connection ended before all was fetched", {0, 9, "e1", false});
    result.error.reset();
    result.fetched = 9;
    result.rest = {9, 9, "e2", true};
    QTest::newRow("all of the new stream")
        << renewed << result << perhaps("What the stream before held is gone with it");
    result.fetched = 5;
    result.gone = 4;
    QTest::newRow("the end of the new stream")
        << renewed << result << finding(EntryKind::Gap, 4, "4 messages are missing. The stream");
}

void TestGapFinding::tellsWhatTheHistoryDidNotGive()
{
    QFETCH(const std::optional<GapFinding>, before);
    QFETCH(const BackfillResult, result);
    QFETCH(const std::optional<GapFinding>, expected);
    QVERIFY(before.has_value());
    const GapFinding actual = findAfterFetch(*before, result);
    QCOMPARE(int(actual.kind), int(expected->kind));
    QCOMPARE(actual.count, expected->count);
    QVERIFY2(actual.text.contains(expected->text), qPrintable(actual.text));
    QVERIFY(actual.gap == expected->gap);
}

REALTIME_TEST(TestGapFinding, QCoreApplication)
#include "tst_gapfinding.moc"
