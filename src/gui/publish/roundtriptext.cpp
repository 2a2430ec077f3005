// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/roundtriptext.h"

#include "gui/widgets/labeltext.h"
#include "monitor/entry/eventtext.h"
#include "monitor/platform/tr.h"
#include "monitor/publish/publishtext.h"
#include "text/visibletext.h"

#include <QStringList>

#include <algorithm>

namespace {

using RoundTripState = RoundTrip::State;
using ReceiptState = WatcherReceipt::State;

QString milliseconds(std::chrono::nanoseconds time)
{
    return duration(double(time.count()) / 1e6);
}

/** Who does not watch the channel, or filters the message out, was not meant. */
bool isAsExpected(const WatcherReceipts &receipts)
{
    return std::ranges::all_of(receipts, [](const WatcherReceipt &receipt) {
        return receipt.hasSeen() || receipt.state == ReceiptState::NotSubscribed
            || receipt.state == ReceiptState::Filtered;
    });
}

/** Of the first push, and of the last where several watchers had one. */
QString pushText(const RoundTrip &trip)
{
    const QString first = milliseconds(*trip.pushTime);
    const auto last = std::ranges::max_element(trip.watchers, {}, &WatcherReceipt::pushTime);
    return seenCount(trip.watchers) > 1
        ? Tr::tr("push %1 to %2").arg(first, milliseconds(*last->pushTime))
        : Tr::tr("push %1").arg(first);
}

QString joined(const QStringList &parts)
{
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString positionText(const RoundTrip &trip)
{
    QStringList parts{Text::visible(trip.channel)};
    if (trip.position.offset != 0) {
        parts += Tr::tr("offset %1").arg(trip.position.offset);
        parts += Tr::tr("epoch %1").arg(Text::visible(trip.position.epoch));
    } else if (trip.apiTime && !trip.error) {
        parts += Tr::tr("no history");
    }
    if (!trip.tag.isEmpty()) {
        parts += Tr::tr("tag %1").arg(QLatin1String(RoundTripTagKey));
    }
    if (!trip.payloadIdentical) {
        parts += Tr::tr("the push carried other bytes");
    }
    return joined(parts);
}

} // namespace

QString matchText(const RoundTrip &trip)
{
    switch (trip.matchedBy) {
    case RoundTrip::Match::Position:
        return Tr::tr("matched by position");
    case RoundTrip::Match::Tag:
        return Tr::tr("matched by tag %1").arg(QLatin1String(RoundTripTagKey));
    case RoundTrip::Match::Payload:
        return Tr::tr("matched by payload only");
    case RoundTrip::Match::None:
        break;
    }
    return {};
}

QString roundTripStateText(const RoundTrip &trip, bool isWatched)
{
    switch (trip.state) {
    case RoundTripState::Waiting:
        return isWatched ? QStringLiteral("\u2026 ") + Tr::tr("waiting")
                         : QStringLiteral("\u25b2 ") + Tr::tr("not watched");
    case RoundTripState::Proven:
        return QStringLiteral("\u2713 ") + Tr::tr("proven");
    case RoundTripState::Likely:
        return QStringLiteral("\u2248 ") + Tr::tr("likely");
    case RoundTripState::NotSeen:
        return QStringLiteral("\u25b2 ") + Tr::tr("not seen");
    case RoundTripState::Rejected:
        return QStringLiteral("\u2715 ") + Tr::tr("rejected");
    case RoundTripState::Unknown:
        return QStringLiteral("? ") + Tr::tr("unknown");
    case RoundTripState::NotSent:
        return QStringLiteral("\u2715 ") + Tr::tr("not sent");
    }
    return {};
}

Tone roundTripTone(const RoundTrip &trip, bool isWatched)
{
    switch (trip.state) {
    case RoundTripState::Proven:
        return isAsExpected(trip.watchers) ? Tone::Good : Tone::Busy;
    case RoundTripState::Rejected:
    case RoundTripState::NotSent:
        return Tone::Bad;
    case RoundTripState::Waiting:
        return isWatched ? Tone::Quiet : Tone::Busy;
    case RoundTripState::Likely:
    case RoundTripState::NotSeen:
    case RoundTripState::Unknown:
        break;
    }
    return Tone::Busy;
}

QString roundTripTimesText(const RoundTrip &trip)
{
    QStringList parts;
    if (trip.error) {
        parts += Text::visible(errorText(*trip.error));
    }
    if (trip.apiTime) {
        parts += Tr::tr("API %1").arg(milliseconds(*trip.apiTime));
    }
    if (trip.pushTime) {
        parts += pushText(trip);
    }
    if (const QString match = matchText(trip); !match.isEmpty()) {
        parts += match;
    }
    return joined(parts);
}

QString receiptsText(const RoundTrip &trip)
{
    QStringList parts;
    for (const WatcherReceipt &receipt : trip.watchers) {
        if (trip.watchers.size() > 1 && !receipt.hasSeen()) {
            parts += receiptText(receipt);
        }
    }
    return joined(parts);
}

QString repeatText()
{
    return Tr::tr("The same bytes with the same idempotency key: with Centrifugo's memory and "
                  "Redis engines nothing is published twice.");
}

QString roundTripDetailText(const RoundTrip &trip, const RoundTripContext &place)
{
    const QString channel = Text::visible(trip.channel);
    if (!place.isWatched
        && (trip.state == RoundTripState::Waiting || trip.state == RoundTripState::NotSeen)) {
        return Tr::tr("You are not watching %1, so no push can come back.").arg(channel);
    }
    if (trip.state == RoundTripState::NotSeen && trip.isRepeated) {
        return Tr::tr("The API accepted it, but no push came: perhaps the first try had been "
                      "published, and its key suppressed this one; or the subscription to %1 "
                      "was lost.")
            .arg(channel);
    }
    if (trip.state == RoundTripState::NotSeen && trip.watchers.size() > 1) {
        return Tr::tr("The API accepted it, but no push came: %1").arg(receiptsText(trip));
    }
    if (trip.state == RoundTripState::NotSeen) {
        return Tr::tr("The API accepted it, but no push came: the subscription to %1 may have "
                      "been lost, or another server answered the API.")
            .arg(channel);
    }
    if (trip.state == RoundTripState::Unknown) {
        const QString unknown = place.isWatched
            ? Tr::tr("It may have been published; the push may still decide.")
            : Tr::tr("It may have been published; you are not watching %1.").arg(channel);
        return place.canRepeat
            ? Tr::tr("%1 Trying again is safe with the memory and Redis engines.").arg(unknown)
            : unknown;
    }
    if (trip.state == RoundTripState::NotSent) {
        return Tr::tr("Nothing was published.");
    }
    QStringList parts{receiptsText(trip), positionText(trip)};
    parts.removeAll(QString());
    return joined(parts);
}
