// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/roundtriptext.h"

#include "gui/widgets/labeltext.h"
#include "monitor/entry/eventtext.h"
#include "text/visibletext.h"

#include <QCoreApplication>
#include <QStringList>

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(RoundTripCard)
};

using State = RoundTrip::State;

QString milliseconds(std::chrono::nanoseconds time)
{
    return duration(double(time.count()) / 1e6);
}

QString matchText(const RoundTrip &trip)
{
    switch (trip.matchedBy) {
    case RoundTrip::Match::Position:
        return Text::tr("matched by position");
    case RoundTrip::Match::Tag:
        return Text::tr("matched by tag %1").arg(QLatin1String(RoundTripTagKey));
    case RoundTrip::Match::Payload:
        return Text::tr("matched by payload only");
    case RoundTrip::Match::None:
        break;
    }
    return {};
}

QString joined(const QStringList &parts)
{
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString positionText(const RoundTrip &trip)
{
    QStringList parts{visibleText(trip.channel)};
    if (trip.position.offset != 0) {
        parts += Text::tr("offset %1").arg(trip.position.offset);
        parts += Text::tr("epoch %1").arg(visibleText(trip.position.epoch));
    } else if (trip.apiTime && !trip.error) {
        parts += Text::tr("no history");
    }
    if (!trip.tag.isEmpty()) {
        parts += Text::tr("tag %1").arg(QLatin1String(RoundTripTagKey));
    }
    if (!trip.payloadIdentical) {
        parts += Text::tr("the push carried other bytes");
    }
    return joined(parts);
}

} // namespace

QString roundTripStateText(const RoundTrip &trip, bool isWatched)
{
    switch (trip.state) {
    case State::Waiting:
        return isWatched ? QStringLiteral("\u2026 ") + Text::tr("waiting")
                         : QStringLiteral("\u25b2 ") + Text::tr("not watched");
    case State::Proven:
        return QStringLiteral("\u2713 ") + Text::tr("proven");
    case State::Likely:
        return QStringLiteral("\u2248 ") + Text::tr("likely");
    case State::NotSeen:
        return QStringLiteral("\u25b2 ") + Text::tr("not seen");
    case State::Rejected:
        return QStringLiteral("\u2715 ") + Text::tr("rejected");
    case State::Unknown:
        return QStringLiteral("? ") + Text::tr("unknown");
    case State::NotSent:
        return QStringLiteral("\u2715 ") + Text::tr("not sent");
    }
    return {};
}

Tone roundTripTone(const RoundTrip &trip, bool isWatched)
{
    switch (trip.state) {
    case State::Proven:
        return Tone::Good;
    case State::Rejected:
    case State::NotSent:
        return Tone::Bad;
    case State::Waiting:
        return isWatched ? Tone::Quiet : Tone::Busy;
    case State::Likely:
    case State::NotSeen:
    case State::Unknown:
        break;
    }
    return Tone::Busy;
}

QString roundTripTimesText(const RoundTrip &trip)
{
    QStringList parts;
    if (trip.error) {
        parts += visibleText(errorText(*trip.error));
    }
    if (trip.apiTime) {
        parts += Text::tr("API %1").arg(milliseconds(*trip.apiTime));
    }
    if (trip.pushTime) {
        parts += Text::tr("push %1").arg(milliseconds(*trip.pushTime));
    }
    if (const QString match = matchText(trip); !match.isEmpty()) {
        parts += match;
    }
    return joined(parts);
}

QString repeatText()
{
    return Text::tr("The same bytes with the same idempotency key: with Centrifugo's memory and "
                    "Redis engines nothing is published twice.");
}

QString roundTripDetailText(const RoundTrip &trip, const RoundTripContext &place)
{
    const QString channel = visibleText(trip.channel);
    if (!place.isWatched && (trip.state == State::Waiting || trip.state == State::NotSeen)) {
        return Text::tr("You are not watching %1, so no push can come back.").arg(channel);
    }
    if (trip.state == State::NotSeen && trip.isRepeated) {
        return Text::tr("The API accepted it, but no push came: perhaps the first try had been "
                        "published, and its key suppressed this one; or the subscription to %1 "
                        "was lost.")
            .arg(channel);
    }
    if (trip.state == State::NotSeen) {
        return Text::tr("The API accepted it, but no push came: the subscription to %1 may have "
                        "been lost, or another server answered the API.")
            .arg(channel);
    }
    if (trip.state == State::Unknown) {
        const QString unknown = place.isWatched
            ? Text::tr("It may have been published; the push may still decide.")
            : Text::tr("It may have been published; you are not watching %1.").arg(channel);
        return place.canRepeat
            ? Text::tr("%1 Trying again is safe with the memory and Redis engines.").arg(unknown)
            : unknown;
    }
    if (trip.state == State::NotSent) {
        return Text::tr("Nothing was published.");
    }
    return positionText(trip);
}
