// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/eventjson.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/entrynames.h"
#include "monitor/entry/jsonobject.h"
#include "monitor/platform/displaytime.h"
#include "text/jsonscanner.h"

namespace {

QByteArrayView bytes(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

JsonObject eventObject(QByteArrayView kind)
{
    JsonObject result;
    result.add("kind", kind);
    return result;
}

JsonObject eventObject(const Entry &entry)
{
    JsonObject result = eventObject(bytes(nameOf(entry.kind).id));
    if (!entry.watcher.empty()) {
        result.add("watcher", bytes(entry.watcher));
    }
    return result;
}

void addTime(JsonObject &result, const Entry &entry)
{
    const std::string time = isoTime(entry.wall);
    if (!time.empty()) {
        result.add("received_at", bytes(time));
    }
}

void addData(JsonObject &result, std::string_view payload)
{
    if (Text::isJson(bytes(payload))) {
        result.addJson("data", bytes(payload));
    } else {
        result.add("data_base64", bytes(payload).toByteArray().toBase64());
    }
}

/** `text` comes from us but holds what the server sent, so it is looked at once more. */
void addObject(JsonObject &result, const char *key, std::string_view text, const char *otherwise)
{
    const bool isUsable = !text.empty() && Text::isJson(bytes(text));
    result.addJson(key, isUsable ? bytes(text) : QByteArrayView(otherwise));
}

JsonObject publicationJson(const Entry &entry)
{
    JsonObject result = eventObject(entry);
    result.add("channel", bytes(entry.channel));
    result.addOrNull("offset", entry.offset);
    result.addOrNull("epoch", bytes(entry.epoch));
    addObject(result, "tags", entry.tags, "{}");
    addTime(result, entry);
    if ((entry.flags & Recovered) != 0) {
        result.addJson("recovered", "true");
    }
    if ((entry.flags & Backlog) != 0) {
        result.addJson("backlog", "true");
    }
    if ((entry.flags & Fetched) != 0) {
        result.addJson("fetched", "true");
    }
    if ((entry.flags & NotKept) != 0) {
        result.addJson("not_kept", "true");
        result.addNumber("size", entry.payloadSize());
    } else {
        addData(result, entry.payload);
    }
    return result;
}

JsonObject membershipJson(const Entry &entry)
{
    JsonObject result = eventObject(entry);
    result.add("channel", bytes(entry.channel));
    addObject(result, "info", entry.info, "null");
    return result;
}

JsonObject connectionJson(const Entry &entry)
{
    JsonObject result = eventObject(entry);
    result.add("state", bytes(stateName(entry).id));
    result.addNumber("code", entry.code());
    result.add("reason", bytes(entry.payload));
    return result;
}

JsonObject subscriptionJson(const Entry &entry)
{
    JsonObject result = eventObject(entry);
    result.add("channel", bytes(entry.channel));
    result.add("state", bytes(stateName(entry).id));
    result.addNumber("code", entry.code());
    result.add("reason", bytes(entry.payload));
    if ((entry.flags & ServerSide) != 0) {
        result.addJson("server_side", "true");
    }
    return result;
}

JsonObject errorJson(const Entry &entry)
{
    JsonObject result = eventObject(entry);
    result.addOrNull("channel", bytes(entry.channel));
    result.add("layer", bytes(stateName(entry).id));
    result.addNumber("code", entry.code());
    result.add("reason", bytes(entry.payload));
    return result;
}

JsonObject gapJson(const Entry &entry)
{
    JsonObject result = eventObject(entry);
    result.add("channel", bytes(entry.channel));
    if (entry.kind == EntryKind::Gap) {
        result.addOrNull("count", entry.count());
    }
    result.add("reason", bytes(entry.payload));
    return result;
}

JsonObject fetchJson(const Entry &entry)
{
    JsonObject result = eventObject(entry);
    result.add("channel", bytes(entry.channel));
    result.addJson("complete", entry.fetchState() == FetchState::Complete ? "true" : "false");
    result.addNumber("code", entry.code());
    result.add("reason", bytes(entry.payload));
    return result;
}

JsonObject undecodableJson(const Entry &entry)
{
    JsonObject result = eventObject(entry);
    result.addOrNull("channel", bytes(entry.channel));
    addTime(result, entry);
    result.add("data_base64", bytes(entry.payload).toByteArray().toBase64());
    return result;
}

JsonObject lossJson(const Entry &entry)
{
    JsonObject result = eventObject(entry);
    result.addOrNull("channel", bytes(entry.channel));
    result.addNumber("count", entry.count());
    return result;
}

JsonObject trimJson(const Entry &entry)
{
    JsonObject result = eventObject(entry);
    result.add("limit", bytes(nameOf(entry.trimLimit()).id));
    result.addNumber("count", entry.count());
    return result;
}

JsonObject entryObject(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Publication:
        return publicationJson(entry);
    case EntryKind::Join:
    case EntryKind::Leave:
        return membershipJson(entry);
    case EntryKind::Connection:
        return connectionJson(entry);
    case EntryKind::Subscription:
        return subscriptionJson(entry);
    case EntryKind::Error:
        return errorJson(entry);
    case EntryKind::Gap:
    case EntryKind::PossibleGap:
    case EntryKind::NoGap:
        return gapJson(entry);
    case EntryKind::Undecodable:
        return undecodableJson(entry);
    case EntryKind::Fetch:
        return fetchJson(entry);
    case EntryKind::Trim:
        return trimJson(entry);
    case EntryKind::Loss:
        break;
    }
    return lossJson(entry);
}

} // namespace

QByteArray eventJson(const Entry &entry, JsonAudience reader)
{
    JsonObject result = entryObject(entry);
    if (entry.kind != EntryKind::Publication && entry.kind != EntryKind::Undecodable) {
        addTime(result, entry);
    }
    return result.text(reader);
}
