// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/runcopy.h"

#include "gui/publish/roundtriptext.h"
#include "gui/widgets/labeltext.h"
#include "monitor/entry/entrytext.h"
#include "monitor/entry/eventjson.h"
#include "monitor/entry/eventtext.h"
#include "monitor/entry/jsonobject.h"
#include "monitor/platform/displaytime.h"
#include "monitor/platform/tr.h"
#include "monitor/profile/logmask.h"
#include "monitor/publish/publishtext.h"
#include "text/visibletext.h"

namespace {

QString apiDuration(std::chrono::nanoseconds time)
{
    return duration(double(time.count()) / 1e6);
}

QString answerLine(const RoundTrip &trip)
{
    const QString after =
        trip.apiTime ? Tr::tr("after %1").arg(apiDuration(*trip.apiTime)) : QString();
    if (trip.error) {
        return (errorText(*trip.error) + u' ' + after).trimmed();
    }
    if (!trip.apiTime) {
        return Tr::tr("none yet");
    }
    const QString place = trip.position.offset == 0
        ? Tr::tr("no history")
        : Tr::tr("offset %1, epoch %2")
              .arg(QString::number(trip.position.offset), trip.position.epoch);
    return Tr::tr("accepted %1, %2").arg(after, place);
}

QString pushLine(const RoundTrip &trip)
{
    if (!trip.pushTime) {
        return Tr::tr("none");
    }
    const QString bytes = trip.payloadIdentical ? Tr::tr("the same bytes") : Tr::tr("other bytes");
    return Tr::tr("after %1, %2, %3").arg(apiDuration(*trip.pushTime), bytes, matchText(trip));
}

QString receiptLine(const WatcherReceipt &receipt)
{
    if (!receipt.hasSeen()) {
        return receiptText(receipt);
    }
    const QString time = receipt.pushTime ? apiDuration(*receipt.pushTime) : QString();
    return receipt.state == WatcherReceipt::State::Likely
        ? Tr::tr("%1: likely after %2").arg(receipt.watcher, time)
        : Tr::tr("%1: after %2").arg(receipt.watcher, time);
}

/** For a shell: nothing within single quotes has a meaning. */
QString shellQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', QLatin1String("'\\''")) + u'\'';
}

QString publishBody(const RoundTrip &trip)
{
    JsonObject body;
    body.addText("channel", trip.channel);
    body.addJson("data", trip.payload);
    if (!trip.tag.isEmpty()) {
        JsonObject tags;
        tags.addText(RoundTripTagKey, trip.tag);
        body.addJson("tags", tags.text(JsonAudience::Program));
    }
    return QString::fromUtf8(body.text(JsonAudience::Terminal));
}

} // namespace

QString runEvidence(const Run &run, bool isWatched)
{
    const RoundTrip &trip = run.trip;
    QStringList lines{
        Tr::tr("Publish to %1").arg(trip.channel),
        Tr::tr("Sent: %1, to %2").arg(QString::fromStdString(isoTime(run.wall)), run.api),
        Tr::tr("State: %1").arg(roundTripStateText(trip, isWatched)),
        Tr::tr("Answer of the API: %1").arg(answerLine(trip)),
        Tr::tr("Push: %1").arg(pushLine(trip)),
    };
    if (!trip.watchers.empty()) {
        lines += Tr::tr("Received by %1 of %2 watchers:")
                     .arg(QString::number(seenCount(trip.watchers)),
                          QString::number(trip.watchers.size()));
    }
    for (const WatcherReceipt &receipt : trip.watchers) {
        lines += QStringLiteral("  ") + receiptLine(receipt);
    }
    lines += run.explanation;
    lines += Tr::tr("Message, %1:").arg(sizeText(std::size_t(trip.payload.size())));
    for (QString &line : lines) {
        line = Text::visible(line);
    }
    for (const QByteArray &line : trip.payload.split('\n')) {
        lines += Text::visible(line);
    }
    return maskSecrets(lines.join(u'\n')) + u'\n';
}

QString runAsCurl(const Run &run)
{
    QStringList words{QStringLiteral("curl"), QStringLiteral("--fail-with-body"),
                      QStringLiteral("-H 'Content-Type: application/json'")};
    if (run.hasApiKey) {
        words += QStringLiteral("-H \"X-API-Key: $CENTRIFUGO_API_KEY\"");
    }
    words += QStringLiteral("--data-binary ") + shellQuoted(maskSecrets(publishBody(run.trip)));
    words += shellQuoted(run.api + QLatin1String("/publish"));
    return words.join(u' ');
}
