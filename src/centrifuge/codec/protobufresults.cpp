// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/protobufresults.h"

namespace Centrifuge::Protobuf {

namespace {

/** `entries` counts those of the whole message. */
SubscribeResult readSubscribeResult(pbf_reader reader, std::size_t &entries)
{
    SubscribeResult result;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case varint(1):
            result.expires = toBool(reader);
            break;
        case varint(2):
            result.ttl = reader.get_uint32();
            break;
        case varint(3):
            result.recoverable = toBool(reader);
            break;
        case bytes(6):
            result.position.epoch = toText(reader.get_view());
            break;
        case bytes(7):
            appendPublication(result.publications, entries, reader.get_message());
            break;
        case varint(8):
            result.recovered = toBool(reader);
            break;
        case varint(9):
            result.position.offset = reader.get_uint64();
            break;
        case varint(10):
            result.positioned = toBool(reader);
            break;
        case bytes(11):
            result.data = toBytes(reader.get_view());
            break;
        case varint(12):
            result.wasRecovering = toBool(reader);
            break;
        case varint(13):
            result.delta = toBool(reader);
            break;
        default:
            reader.skip();
        }
    }
    return result;
}

/** The fields of ConnectResult that are numbers; false where the current one is none of them. */
bool readConnectNumber(pbf_reader &reader, ConnectResult &result)
{
    switch (reader.tag_and_type()) {
    case varint(3):
        result.expires = toBool(reader);
        return true;
    case varint(4):
        result.ttl = reader.get_uint32();
        return true;
    case varint(7):
        result.ping = reader.get_uint32();
        return true;
    case varint(8):
        result.pong = toBool(reader);
        return true;
    case varint(11):
        result.time = reader.get_int64();
        return true;
    default:
        return false;
    }
}

ConnectResult readConnectResult(pbf_reader reader)
{
    ConnectResult result;
    std::size_t entries = 0;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case bytes(1):
            result.client = toText(reader.get_view());
            break;
        case bytes(2):
            result.version = toText(reader.get_view());
            break;
        case bytes(5):
            result.data = toBytes(reader.get_view());
            break;
        case bytes(6): {
            const auto entry = readMapEntry(reader.get_message());
            checkSize(++entries);
            result.subscriptions.insert(entry.first,
                                        readSubscribeResult(pbf_reader(entry.second), entries));
            break;
        }
        case bytes(9):
            result.session = toText(reader.get_view());
            break;
        case bytes(10):
            result.node = toText(reader.get_view());
            break;
        default:
            if (!readConnectNumber(reader, result)) {
                reader.skip();
            }
        }
    }
    return result;
}

PresenceResult readPresenceResult(pbf_reader reader)
{
    PresenceResult result;
    while (reader.next()) {
        if (reader.tag_and_type() == bytes(1)) {
            const auto entry = readMapEntry(reader.get_message());
            checkSize(static_cast<std::size_t>(result.clients.size()) + 1);
            result.clients.insert(entry.first, readClientInfo(pbf_reader(entry.second)));
        } else {
            reader.skip();
        }
    }
    return result;
}

PresenceStatsResult readPresenceStatsResult(pbf_reader reader)
{
    PresenceStatsResult result;
    while (reader.next()) {
        if (reader.tag_and_type() == varint(1)) {
            result.clients = reader.get_uint32();
        } else if (reader.tag_and_type() == varint(2)) {
            result.users = reader.get_uint32();
        } else {
            reader.skip();
        }
    }
    return result;
}

HistoryResult readHistoryResult(pbf_reader reader)
{
    HistoryResult result;
    std::size_t entries = 0;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case bytes(1):
            appendPublication(result.publications, entries, reader.get_message());
            break;
        case bytes(2):
            result.position.epoch = toText(reader.get_view());
            break;
        case varint(3):
            result.position.offset = reader.get_uint64();
            break;
        default:
            reader.skip();
        }
    }
    return result;
}

RpcResult readRpcResult(pbf_reader reader)
{
    RpcResult result;
    while (reader.next()) {
        if (reader.tag_and_type() == bytes(1)) {
            result.data = toBytes(reader.get_view());
        } else {
            reader.skip();
        }
    }
    return result;
}

ReplyError readError(pbf_reader reader)
{
    CodeAndText content = readCodeAndText(reader, 1);
    return {content.code, std::move(content.text), content.flag};
}

} // namespace

ReplyResult readResult(std::uint32_t kind, const data_view &content)
{
    const pbf_reader reader(content);
    std::size_t entries = 0;
    switch (kind) {
    case bytes(2):
        return readError(reader);
    case bytes(5):
        return readConnectResult(reader);
    case bytes(6):
        return readSubscribeResult(reader, entries);
    case bytes(7):
        return UnsubscribeResult{};
    case bytes(8):
        return ClientPublishResult{};
    case bytes(9):
        return readPresenceResult(reader);
    case bytes(10):
        return readPresenceStatsResult(reader);
    case bytes(11):
        return readHistoryResult(reader);
    case bytes(13):
        return readRpcResult(reader);
    case bytes(14):
        return readExpiry<RefreshResult>(reader, 3, 4);
    case bytes(15):
        return readExpiry<SubscriptionRefreshResult>(reader, 1, 2);
    default:
        return UnknownResult{};
    }
}

} // namespace Centrifuge::Protobuf
