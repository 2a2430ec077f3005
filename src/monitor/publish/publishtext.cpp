// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/publishtext.h"

#include "monitor/entry/entrytext.h"
#include "monitor/entry/jsonobject.h"
#include "monitor/platform/tr.h"
#include "text/visibletext.h"

namespace {

JsonObject publishObject(QByteArrayView kind)
{
    JsonObject result;
    result.add("kind", kind);
    return result;
}

void addMilliseconds(JsonObject &result, const char *key,
                     std::optional<std::chrono::nanoseconds> time)
{
    if (!time) {
        result.addJson(key, "null");
        return;
    }
    const double milliseconds = std::chrono::duration<double, std::milli>(*time).count();
    result.addJson(key, QByteArray::number(milliseconds, 'f', 3));
}

} // namespace

QByteArrayView receiptId(WatcherReceipt::State state)
{
    switch (state) {
    case WatcherReceipt::State::Waiting:
        return "waiting";
    case WatcherReceipt::State::Seen:
        return "seen";
    case WatcherReceipt::State::Likely:
        return "likely";
    case WatcherReceipt::State::NotSubscribed:
        return "not_subscribed";
    case WatcherReceipt::State::Refused:
        return "refused";
    case WatcherReceipt::State::Away:
        return "interrupted";
    case WatcherReceipt::State::Filtered:
        return "filtered";
    case WatcherReceipt::State::Missing:
        break;
    }
    return "missing";
}

QByteArray receiptsJson(const WatcherReceipts &receipts, JsonAudience reader)
{
    QByteArrayList objects;
    for (const WatcherReceipt &receipt : receipts) {
        JsonObject object;
        object.addText("watcher", receipt.watcher);
        object.add("state", receiptId(receipt.state));
        addMilliseconds(object, "push_ms", receipt.pushTime);
        if (receipt.state == WatcherReceipt::State::Refused) {
            object.addNumber("code", receipt.code);
            object.addText("reason", receipt.reason);
        }
        objects.append(object.text(reader));
    }
    return '[' + objects.join(',') + ']';
}

QByteArrayView matchId(RoundTrip::Match match)
{
    switch (match) {
    case RoundTrip::Match::Position:
        return "position";
    case RoundTrip::Match::Tag:
        return "tag";
    case RoundTrip::Match::Payload:
        return "payload";
    case RoundTrip::Match::None:
        break;
    }
    return {};
}

QByteArray publishedJson(const QString &channel, const Centrifuge::PublishReply &reply,
                         JsonAudience reader)
{
    JsonObject result = publishObject("published");
    result.addText("channel", channel);
    result.addOrNull("offset", reply.position.offset);
    result.addOrNull("epoch", reply.position.epoch.toUtf8());
    addMilliseconds(result, "api_ms", reply.answeredAt - reply.sentAt);
    return result.text(reader);
}

QByteArray roundTripJson(const RoundTrip &roundTrip, JsonAudience reader)
{
    JsonObject result = publishObject("round_trip");
    result.addText("state", stateId(roundTrip.state));
    result.addOrNull("matched_by", matchId(roundTrip.matchedBy));
    addMilliseconds(result, "api_ms", roundTrip.apiTime);
    addMilliseconds(result, "push_ms", roundTrip.pushTime);
    if (roundTrip.error) {
        result.addJson("code", QByteArray::number(roundTrip.error->code));
        result.addOrNull("reason", roundTrip.error->message.toUtf8());
    } else {
        result.addJson("code", "null");
        result.addJson("reason", "null");
    }
    if (roundTrip.watchers.size() > 1) {
        result.addJson("watchers", receiptsJson(roundTrip.watchers, reader));
    }
    return result.text(reader);
}

QByteArray publishFailureJson(const QString &channel, const Centrifuge::Error &error,
                              JsonAudience reader)
{
    JsonObject result = publishObject("publish_failed");
    result.addText("channel", channel);
    result.addText("state", stateId(failedState(error)));
    result.addText("layer", idText(nameOf(error.layer)));
    result.addJson("code", QByteArray::number(error.code));
    result.addOrNull("reason", error.message.toUtf8());
    return result.text(reader);
}

QString publishedLine(const QString &channel, const Centrifuge::PublishReply &reply)
{
    const QString epoch =
        reply.position.epoch.isEmpty() ? QStringLiteral("-") : Text::visible(reply.position.epoch);
    const QString offset =
        reply.position.offset == 0 ? QStringLiteral("-") : QString::number(reply.position.offset);
    return QStringLiteral("published ") + Text::visible(channel) + u' ' + offset + u' ' + epoch;
}

QString stateId(RoundTrip::State state)
{
    switch (state) {
    case RoundTrip::State::Waiting:
        return QStringLiteral("waiting");
    case RoundTrip::State::Proven:
        return QStringLiteral("proven");
    case RoundTrip::State::Likely:
        return QStringLiteral("likely");
    case RoundTrip::State::NotSeen:
        return QStringLiteral("not_seen");
    case RoundTrip::State::Rejected:
        return QStringLiteral("rejected");
    case RoundTrip::State::NotSent:
        return QStringLiteral("not_sent");
    case RoundTrip::State::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QString receiptText(const WatcherReceipt &receipt)
{
    const QString watcher = Text::visible(receipt.watcher);
    switch (receipt.state) {
    case WatcherReceipt::State::Waiting:
        return Tr::tr("waiting for %1").arg(watcher);
    case WatcherReceipt::State::NotSubscribed:
        return Tr::tr("%1: not subscribed").arg(watcher);
    case WatcherReceipt::State::Refused:
        return Tr::tr("%1: refused (%2)")
            .arg(watcher, Text::visible(codeAndReason(receipt.code, receipt.reason)));
    case WatcherReceipt::State::Away:
        return Tr::tr("%1: interrupted then").arg(watcher);
    case WatcherReceipt::State::Filtered:
        return Tr::tr("%1: left out by its tags filter").arg(watcher);
    case WatcherReceipt::State::Missing:
        return Tr::tr("%1: no push came").arg(watcher);
    case WatcherReceipt::State::Seen:
    case WatcherReceipt::State::Likely:
        break;
    }
    return {};
}
