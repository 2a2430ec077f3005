// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/arrivals.h"

#include "monitor/entry/entry.h"
#include "monitor/profile/logmask.h"
#include "monitor/watch/publicationlimit.h"

#include "text/jsonscanner.h"
#include "text/jsonstring.h"
#include "text/views.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

void appendMember(std::string &text, const char *name, const QString &value)
{
    text += text.size() > 1 ? ",\"" : "\"";
    text += name;
    text += "\":";
    Text::appendJsonString(text, Text::view(value.toUtf8()));
}

void appendInfo(std::string &text, const char *name, const QByteArray &info)
{
    if (info.isEmpty()) {
        return;
    }
    if (!Text::isJson(info)) {
        const std::string encoded = std::string(name) + "_base64";
        appendMember(text, encoded.c_str(), QString::fromLatin1(info.toBase64()));
        return;
    }
    text += ",\"";
    text += name;
    text += "\":";
    text.append(info.constData(), static_cast<std::size_t>(info.size()));
}

Arrival arrivalOf(EntryKind kind, const std::string &channel)
{
    Arrival arrival;
    arrival.kind = kind;
    arrival.channel = channel;
    return arrival;
}

/** A server, or a proxy behind it, may repeat a key or token in its words. From here they go to the
 * window, to files and to standard output. */
std::string harmless(const QString &words)
{
    return words.isEmpty() ? std::string() : maskSecrets(words).toStdString();
}

std::uint32_t codeOf(const Centrifuge::Error &error)
{
    return static_cast<std::uint32_t>(std::max(0, error.code));
}

} // namespace

Arrival connectionArrival(SessionState state, const Centrifuge::StateChange &change)
{
    Arrival arrival = arrivalOf(EntryKind::Connection, {});
    arrival.setState(state);
    arrival.setCode(change.layer, change.code);
    arrival.payload = harmless(change.reason);
    return arrival;
}

Arrival subscriptionArrival(const std::string &channel, ChannelState state,
                            const Centrifuge::StateChange &change)
{
    Arrival arrival = arrivalOf(EntryKind::Subscription, channel);
    arrival.setState(state);
    arrival.setCode(change.layer, change.code);
    arrival.payload = harmless(change.reason);
    return arrival;
}

Arrival errorArrival(const std::string &channel, const Centrifuge::Error &error)
{
    Arrival arrival = arrivalOf(EntryKind::Error, channel);
    arrival.flags = std::uint8_t((error.temporary ? Temporary : 0)
                                 | (error.fromIntermediary ? FromIntermediary : 0));
    arrival.setCode(error.layer, codeOf(error));
    arrival.payload = harmless(error.message);
    return arrival;
}

Arrival gapArrival(const std::string &channel, const GapFinding &finding)
{
    Arrival arrival = arrivalOf(finding.kind, channel);
    arrival.setCount(finding.count);
    arrival.payload = harmless(finding.text);
    if (finding.gap) {
        arrival.epoch = finding.gap->epoch;
        setGap(arrival, *finding.gap);
    }
    return arrival;
}

Arrival arrivalOf(const Entry &row)
{
    return {row,
            std::string(row.channel),
            std::string(row.epoch),
            std::string(row.payload),
            std::string(row.tags),
            std::string(row.info),
            std::string(row.watcher)};
}

Arrival sinceLastWatchedArrival(const std::string &channel, const OffsetGap &gap)
{
    Arrival arrival = arrivalOf(EntryKind::Fetch, channel);
    arrival.setState(FetchState::Available);
    arrival.payload = sinceLastWatchedText(gap).toStdString();
    arrival.epoch = gap.epoch;
    setGap(arrival, gap);
    return arrival;
}

Arrival fetchArrival(const std::string &channel, const BackfillResult &outcome)
{
    Arrival arrival = arrivalOf(EntryKind::Fetch, channel);
    arrival.setState(outcome.isComplete ? FetchState::Complete : FetchState::Partial);
    if (outcome.error) {
        arrival.setCode(outcome.error->layer, codeOf(*outcome.error));
    }
    arrival.payload = harmless(fetchResultText(outcome));
    arrival.epoch = outcome.rest.epoch;
    if (const std::optional<OffsetGap> missing = outcome.missing()) {
        setGap(arrival, *missing);
    }
    return arrival;
}

Arrival undecodableArrival(const std::string &channel, const QByteArray &bytes, const QString &why)
{
    Arrival arrival = arrivalOf(EntryKind::Undecodable, channel);
    arrival.payload = bytes.toStdString();
    arrival.info = '{';
    appendMember(arrival.info, "why", why);
    arrival.info += '}';
    return arrival;
}

Arrival presenceArrival(EntryKind kind, const std::string &channel,
                        const Centrifuge::ClientInfo &info)
{
    Arrival arrival = arrivalOf(kind, channel);
    arrival.info = infoJson(info);
    return arrival;
}

std::string lossText(std::uint32_t dropped)
{
    const QString words = dropped == 1
        ? QCoreApplication::translate("WatchSession",
                                      "1 message came faster than it could be kept: dropped.")
        : QCoreApplication::translate("WatchSession",
                                      "%1 messages came faster than they could be kept: dropped.")
              .arg(dropped);
    return words.toStdString();
}

std::string tagsJson(const Centrifuge::Tags &tags)
{
    if (tags.isEmpty()) {
        return {};
    }
    std::string text = "{";
    for (auto tag = tags.cbegin(); tag != tags.cend(); ++tag) {
        text += text.size() > 1 ? "," : "";
        Text::appendJsonString(text, Text::view(tag.key().toUtf8()));
        text += ':';
        Text::appendJsonString(text, Text::view(tag.value().toUtf8()));
    }
    return text + '}';
}

std::string infoJson(const Centrifuge::ClientInfo &info)
{
    std::string text = "{";
    appendMember(text, "user", info.user);
    appendMember(text, "client", info.client);
    appendInfo(text, "conn_info", info.connectionInfo);
    appendInfo(text, "chan_info", info.channelInfo);
    return text + '}';
}

void withPublication(Entry row, const Centrifuge::Publication &publication,
                     const MessageLimits &limits, const std::function<void(const Entry &)> &add)
{
    const std::string tags = tagsJson(publication.tags);
    const std::string info = publication.info ? infoJson(*publication.info) : std::string();
    row.offset = publication.offset;
    if (row.offset == 0) {
        row.epoch = {}; // it has no place in a stream
    }
    row.payload = {publication.data.constData(), static_cast<std::size_t>(publication.data.size())};
    row.tags = tags;
    row.info = info;
    limitPublication(row, limits);
    add(row);
}
