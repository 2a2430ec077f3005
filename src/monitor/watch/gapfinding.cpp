// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/gapfinding.h"

#include "centrifuge/codes.h"
#include "monitor/platform/tr.h"
#include "monitor/watch/gapbackfill.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace ErrorCode = Centrifuge::ErrorCode;

namespace {

QString newStreamReason()
{
    return Tr::tr("The stream began anew on the server: what was published while we were away "
                  "can't be recovered.");
}

/** The server was asked to recover, and could not. */
QString failedRecovery(const Centrifuge::SubscribedEvent &event)
{
    return event.epochChanged
        ? newStreamReason()
        : Tr::tr("The history no longer holds all that was published while we were away, or it "
                 "is more than the server replays.");
}

/** There was no place in the stream to recover from. */
QString missingPosition(const KnownChannelState &past, const Centrifuge::SubscribedEvent &event)
{
    const bool isRecoverable = event.recoverable;
    if (past.withoutRecovery) {
        return Tr::tr("This channel is watched without recovery (--no-recovery): messages "
                      "published while we were away are not recovered.");
    }
    if (past.wasInvalidated && (past.wasRecoverable || isRecoverable)) {
        return Tr::tr("The server declared our place in the stream invalid: messages published "
                      "while we were away can't be recovered.");
    }
    if (past.wasRecoverable && isRecoverable) {
        return Tr::tr("Our place in the stream was lost: messages published while we were away "
                      "are not recovered.");
    }
    if (past.wasRecoverable) {
        return Tr::tr("This channel keeps no history for us any more: messages published while "
                      "we were away can't be recovered.");
    }
    if (isRecoverable) {
        return Tr::tr("This channel kept no history for us when we left: messages published "
                      "while we were away can't be recovered.");
    }
    if (event.positioned) {
        return Tr::tr("The server keeps our place in this channel's stream, but recovers nothing "
                      "by itself.");
    }
    return Tr::tr("This channel keeps no history for us: messages published while we were away "
                  "can't be recovered.");
}

QString errorReason(const Centrifuge::Error &error)
{
    if (error.layer == Centrifuge::ErrorLayer::Server) {
        switch (error.code) {
        case int(ErrorCode::PermissionDenied):
            return Tr::tr("this user may not read the channel's history");
        case int(ErrorCode::NotAvailable):
            return Tr::tr("the channel keeps no history");
        case int(ErrorCode::UnrecoverablePosition):
            return Tr::tr("the history began anew since then, so what is missing is gone");
        default:
            break;
        }
    }
    return error.message;
}

QString messages(std::uint64_t count)
{
    return count == 1 ? Tr::tr("1 message") : Tr::tr("%1 messages").arg(count);
}

QString reasonOf(const KnownChannelState &past, const Centrifuge::SubscribedEvent &event)
{
    if (event.recoverySkipped) {
        return Tr::tr("What was missed is more at once than the server's queue takes "
                      "(client.queue_max_size), so it could not be recovered.");
    }
    if (event.skippedUnreadable) {
        return Tr::tr("A message that can't be read kept ending the connection. It was skipped, "
                      "with all that was published while we were away.");
    }
    const bool hasTried = event.wasRecovering && event.recoverable;
    return hasTried ? failedRecovery(event) : missingPosition(past, event);
}

QString missingOffsets(std::uint64_t first, std::uint64_t last)
{
    return first == last ? Tr::tr("1 message is missing: offset %1.").arg(first)
                         : Tr::tr("%1 messages are missing: offsets %2 to %3.")
                               .arg(last - first + 1)
                               .arg(first)
                               .arg(last);
}

QString unseenBeginning(std::uint64_t count)
{
    return count == 1
        ? Tr::tr("At least 1 message is missing: offset 1 of a new stream.")
        : Tr::tr("At least %1 messages are missing: offsets 1 to %1 of a new stream.").arg(count);
}

/** Of a subscription with a filter the server counts what fits. */
QString recoveredText(std::uint32_t count, bool hasFilter)
{
    if (count == 1) {
        return hasFilter
            ? Tr::tr("Nothing is missing: 1 matching message was published while we were away, "
                     "and it follows.")
            : Tr::tr("Nothing is missing: 1 message was published while we were away, and it "
                     "follows.");
    }
    return (hasFilter ? Tr::tr("Nothing is missing: %1 matching messages were published while we "
                               "were away, and they follow.")
                      : Tr::tr("Nothing is missing: %1 messages were published while we were "
                               "away, and they follow."))
        .arg(count);
}

QString unchangedText(const KnownChannelState &past, const Centrifuge::SubscribedEvent &event)
{
    if (event.recoveredCount > 0) {
        return recoveredText(event.recoveredCount, past.hasFilter);
    }
    if (event.recovered && past.hasFilter) {
        return Tr::tr("Nothing is missing: nothing that fits the tags filter was published while "
                      "we were away.");
    }
    return event.position.offset > 0
        ? Tr::tr("Nothing is missing: the stream is where we left it, at offset %1.")
              .arg(event.position.offset)
        : Tr::tr("Nothing is missing: nothing was published while we were away.");
}

GapFinding missing(std::uint64_t count, const QString &what, const QString &why,
                   const std::optional<OffsetGap> &gap)
{
    return {EntryKind::Gap, count, why.isEmpty() ? what : what + u' ' + why, gap, why};
}

GapFinding possiblyMissing(const QString &why, const std::optional<OffsetGap> &gap = {})
{
    return {EntryKind::PossibleGap, 0, Tr::tr("Messages may be missing. %1").arg(why), gap, why};
}

/** The position is where it has to be. A stream that counts nothing proves nothing: without a
 * history a position stays at 0, whatever is published, and can even be "recovered". */
GapFinding nothingMissing(const KnownChannelState &past, const Centrifuge::SubscribedEvent &event)
{
    if (past.hasUnnumbered) {
        return possiblyMissing(
            Tr::tr("Messages without an offset came here before, and of those nothing tells "
                   "whether one is missing."));
    }
    if (event.position.offset == 0 && !event.recovered) {
        return possiblyMissing(
            Tr::tr("The position is 0 as before, and without a history it never moves."));
    }
    return {EntryKind::NoGap, 0, unchangedText(past, event)};
}

/** The first subscription: what the history holds may have been asked for. */
std::optional<GapFinding> findFirst(const KnownPosition &position,
                                    const Centrifuge::SubscribedEvent &event)
{
    const std::uint64_t after = position.offset.value_or(0);
    const std::uint64_t top = event.position.offset;
    const bool isAsked = (event.wasRecovering || event.recoverySkipped) && event.recoverable;
    if (event.recovered || !isAsked || top <= after) {
        return std::nullopt; // without a history there is nothing that could have come
    }
    return possiblyMissing(Tr::tr("What the history holds could not be replayed."),
                           OffsetGap{after, top, event.position.epoch.toStdString(), false});
}

/** The server counts from 1 anew. What the stream before it still brought is not known. */
GapFinding findInNewStream(const KnownChannelState &past, const Centrifuge::SubscribedEvent &event)
{
    const QString why = event.skippedUnreadable ? reasonOf(past, event) : newStreamReason();
    const std::uint64_t top = event.position.offset;
    const OffsetGap gap{0, top, event.position.epoch.toStdString(), true};
    if (top == 0 || past.skipsOffsets() || event.recovered) {
        return possiblyMissing(why, gap);
    }
    return missing(top, unseenBeginning(top), why, gap);
}

/** What is left out does not fit, unless the server replays the latest message only: then one that
 * does not fit, or came behind others that do, hides them. */
GapFinding findInFiltered(const KnownChannelState &past, std::uint64_t after,
                          const Centrifuge::SubscribedEvent &event)
{
    const std::uint64_t top = event.position.offset;
    const std::uint32_t arrived = event.recoveredCount;
    const bool isAll = arrived > 0 && top - after <= arrived;
    if (isAll || arrived > 1 || past.recoversAll) {
        return nothingMissing(past, event);
    }
    if (top == after) { // it is not told how far the stream is
        return possiblyMissing(
            Tr::tr("The server recovered nothing that fits the tags filter. If it recovers only "
                   "the latest message (force_recovery_mode is cache), that one does not fit, and "
                   "nothing is known of those before it."));
    }
    return possiblyMissing(
        Tr::tr("The server recovered %1 of the offsets %2 to %3. The others do not fit the tags "
               "filter, or it recovers only the latest message (force_recovery_mode is cache): it "
               "does not say which.")
            .arg(arrived)
            .arg(after + 1)
            .arg(top),
        OffsetGap{after, top, event.position.epoch.toStdString(), false});
}

/** The epoch is the same, so the offsets tell. */
GapFinding findInSameStream(const KnownChannelState &past, std::uint64_t after,
                            const Centrifuge::SubscribedEvent &event)
{
    const std::uint64_t top = event.position.offset;
    const std::uint64_t arrived = event.recovered ? event.recoveredCount : 0;
    if (top < after) {
        return possiblyMissing(
            Tr::tr("The server is at offset %1 of the stream, and we were at %2 already.")
                .arg(top)
                .arg(after));
    }
    if (event.recovered && past.hasFilter) {
        return findInFiltered(past, after, event);
    }
    if (top - after <= arrived) {
        return nothingMissing(past, event);
    }
    const OffsetGap gap{after, top, event.position.epoch.toStdString(), false};
    if (event.recovered) {
        return possiblyMissing(
            Tr::tr("The server recovered only some of the offsets %1 to %2: it keeps nothing "
                   "but the latest message for recovery, or filters.")
                .arg(after + 1)
                .arg(top),
            gap);
    }
    if (past.skipsOffsets()) {
        return possiblyMissing(
            Tr::tr("Only some of what is published comes here, so the offsets don't tell."), gap);
    }
    return missing(top - after, missingOffsets(after + 1, top), reasonOf(past, event), gap);
}

/** There is no history, or there was none: the next publication may tell where a gap ends. */
GapFinding findWithoutPositions(const KnownChannelState &past, const KnownPosition &position,
                                const Centrifuge::SubscribedEvent &event)
{
    std::optional<OffsetGap> gap;
    if (position.offset && event.position.epoch.isEmpty()) {
        gap = OffsetGap{*position.offset, 0, position.epoch, false};
    }
    return possiblyMissing(reasonOf(past, event), gap);
}

/** How many messages are missing for sure. Of a backlog nothing is known but what lies behind
 * the first one that the history gave. */
std::uint64_t missingAfter(const GapFinding &before, const BackfillResult &result)
{
    if (before.kind == EntryKind::Gap) {
        return before.count - std::min<std::uint64_t>(before.count, result.fetched);
    }
    const bool hasBegun = result.fetched > 0 || result.tooLarge > 0;
    const std::uint64_t rest =
        result.rest.until > result.rest.after ? result.rest.until - result.rest.after : 0;
    return hasBegun ? rest + result.tooLarge : 0;
}

} // namespace

bool isPartialRecovery(const KnownPosition &position, const Centrifuge::SubscribedEvent &event)
{
    const std::string epoch = event.position.epoch.toStdString();
    const bool isNewStream = !position.epoch.empty() && !epoch.empty() && epoch != position.epoch;
    const std::uint64_t after = isNewStream ? 0 : position.offset.value_or(0);
    return event.recovered && event.position.offset > after
        && event.position.offset - after > event.recoveredCount;
}

std::optional<GapFinding> findGap(const KnownChannelState &past, const KnownPosition &position,
                                  const Centrifuge::SubscribedEvent &event)
{
    if (!past.wasSubscribed) {
        return findFirst(position, event);
    }
    const std::string epoch = event.position.epoch.toStdString();
    if (!epoch.empty() && !position.epoch.empty() && epoch != position.epoch) {
        return findInNewStream(past, event);
    }
    if (!epoch.empty() && !position.epoch.empty() && position.offset) {
        return findInSameStream(past, *position.offset, event);
    }
    return event.recovered ? nothingMissing(past, event)
                           : findWithoutPositions(past, position, event);
}

std::optional<GapFinding> findJump(const KnownChannelState &past, const KnownPosition &position,
                                   std::uint64_t offset)
{
    const std::uint64_t before = position.offset.value_or(offset);
    if (past.skipsOffsets() || offset <= before + 1) {
        return std::nullopt;
    }
    const OffsetGap gap{before, offset - 1, position.epoch, false};
    if (position.epoch.empty()) {
        return possiblyMissing(
            Tr::tr("The offset went from %1 to %2, but the server tells no epoch, so it may be "
                   "another stream.")
                .arg(before)
                .arg(offset),
            gap);
    }
    return missing(offset - 1 - before, missingOffsets(before + 1, offset - 1), {}, gap);
}

GapFinding findUnfetched(const OffsetGap &gap)
{
    const QString why = Tr::tr("The connection ended before all was fetched.");
    return gap.until > gap.after && GapBackfill::kindOf(gap) == GapBackfill::Kind::Missing
        ? missing(gap.until - gap.after, missingOffsets(gap.after + 1, gap.until), why, gap)
        : possiblyMissing(why, gap);
}

GapFinding findAfterFetch(const GapFinding &before, const BackfillResult &result)
{
    const std::uint64_t left = missingAfter(before, result);
    const QString words = fetchResultText(result);
    const QString why = before.why.isEmpty() ? words : before.why + u' ' + words;
    if (left == 0) {
        return possiblyMissing(why, result.missing());
    }
    if (left == before.count) {
        return missing(left, before.text, words, result.missing());
    }
    const QString what =
        left == 1 ? Tr::tr("1 message is missing.") : Tr::tr("%1 messages are missing.").arg(left);
    return missing(left, what, why, result.missing());
}

QString sinceLastWatchedText(const OffsetGap &gap)
{
    return Tr::tr("%1 since you last watched.")
        .arg(QLocale(QLocale::English).toString(qulonglong(gap.until - gap.after)));
}

QString fetchResultText(const BackfillResult &outcome)
{
    QStringList words;
    if (outcome.fetched > 0) {
        words += Tr::tr("%1 fetched from the history.").arg(messages(outcome.fetched));
    }
    if (outcome.gone > 0) {
        words += Tr::tr("%1 are not in the history any more.").arg(messages(outcome.gone));
    }
    if (outcome.tooLarge > 0) {
        words += Tr::tr("Larger than the server's queue takes (client.queue_max_size), or than "
                        "the publication limit: %1.")
                     .arg(messages(outcome.tooLarge));
    }
    if (outcome.rest.isNewStream) {
        words += Tr::tr("What the stream before held is gone with it.");
    }
    if (outcome.error) {
        words += (outcome.fetched > 0 ? Tr::tr("The rest could not be fetched: %1 (%2).")
                                      : Tr::tr("Nothing could be fetched: %1 (%2)."))
                     .arg(errorReason(*outcome.error), QString::number(outcome.error->code));
    } else if (outcome.fetched == 0 && outcome.gone == 0 && outcome.tooLarge == 0) {
        words += Tr::tr("The history holds nothing that is missing.");
    } else if (outcome.rest.until > outcome.rest.after) {
        words += Tr::tr("Up to %1 more can be fetched.")
                     .arg(messages(outcome.rest.until - outcome.rest.after));
    }
    return words.join(u' ');
}
