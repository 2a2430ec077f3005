// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/protobufresults.h"

#include "centrifuge/codec/protobuffields.h"

namespace Centrifuge::Protobuf {

namespace {

/** `entries` counts those of the whole message. */
SubscribeResult readSubscribeResult(pbf_reader reader, std::size_t &entries)
{
    SubscribeResult result;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case varint(Field::SubscribeResult::Expires):
            result.expires = toBool(reader);
            break;
        case varint(Field::SubscribeResult::Ttl):
            result.ttl = reader.get_uint32();
            break;
        case varint(Field::SubscribeResult::Recoverable):
            result.recoverable = toBool(reader);
            break;
        case bytes(Field::SubscribeResult::Epoch):
            result.position.epoch = toText(reader.get_view());
            break;
        case bytes(Field::SubscribeResult::Publications):
            appendPublication(result.publications, entries, reader.get_message());
            break;
        case varint(Field::SubscribeResult::Recovered):
            result.recovered = toBool(reader);
            break;
        case varint(Field::SubscribeResult::Offset):
            result.position.offset = reader.get_uint64();
            break;
        case varint(Field::SubscribeResult::Positioned):
            result.positioned = toBool(reader);
            break;
        case bytes(Field::SubscribeResult::Data):
            result.data = toBytes(reader.get_view());
            break;
        case varint(Field::SubscribeResult::WasRecovering):
            result.wasRecovering = toBool(reader);
            break;
        case varint(Field::SubscribeResult::Delta):
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
    case varint(Field::ConnectResult::Expires):
        result.expires = toBool(reader);
        return true;
    case varint(Field::ConnectResult::Ttl):
        result.ttl = reader.get_uint32();
        return true;
    case varint(Field::ConnectResult::Ping):
        result.ping = reader.get_uint32();
        return true;
    case varint(Field::ConnectResult::Pong):
        result.pong = toBool(reader);
        return true;
    case varint(Field::ConnectResult::Time):
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
        case bytes(Field::ConnectResult::Client):
            result.client = toText(reader.get_view());
            break;
        case bytes(Field::ConnectResult::Version):
            result.version = toText(reader.get_view());
            break;
        case bytes(Field::ConnectResult::Data):
            result.data = toBytes(reader.get_view());
            break;
        case bytes(Field::ConnectResult::Subs): {
            const auto entry = readMapEntry(reader.get_message());
            checkSize(++entries);
            result.subscriptions.insert(entry.first,
                                        readSubscribeResult(pbf_reader(entry.second), entries));
            break;
        }
        case bytes(Field::ConnectResult::Session):
            result.session = toText(reader.get_view());
            break;
        case bytes(Field::ConnectResult::Node):
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
        if (reader.tag_and_type() == bytes(Field::PresenceResult::Presence)) {
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
        if (reader.tag_and_type() == varint(Field::PresenceStatsResult::NumClients)) {
            result.clients = reader.get_uint32();
        } else if (reader.tag_and_type() == varint(Field::PresenceStatsResult::NumUsers)) {
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
        case bytes(Field::HistoryResult::Publications):
            appendPublication(result.publications, entries, reader.get_message());
            break;
        case bytes(Field::HistoryResult::Epoch):
            result.position.epoch = toText(reader.get_view());
            break;
        case varint(Field::HistoryResult::Offset):
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
        if (reader.tag_and_type() == bytes(Field::RpcResult::Data)) {
            result.data = toBytes(reader.get_view());
        } else {
            reader.skip();
        }
    }
    return result;
}

ReplyError readError(pbf_reader reader)
{
    CodeAndText content = readCodeAndText(reader, Field::Error::Code);
    return {content.code, std::move(content.text), content.flag};
}

} // namespace

ReplyResult readResult(std::uint32_t kind, const data_view &content)
{
    const pbf_reader reader(content);
    std::size_t entries = 0;
    switch (kind) {
    case bytes(Field::Reply::Error):
        return readError(reader);
    case bytes(Field::Reply::Connect):
        return readConnectResult(reader);
    case bytes(Field::Reply::Subscribe):
        return readSubscribeResult(reader, entries);
    case bytes(Field::Reply::Unsubscribe):
        return UnsubscribeResult{};
    case bytes(Field::Reply::Publish):
        return ClientPublishResult{};
    case bytes(Field::Reply::Presence):
        return readPresenceResult(reader);
    case bytes(Field::Reply::PresenceStats):
        return readPresenceStatsResult(reader);
    case bytes(Field::Reply::History):
        return readHistoryResult(reader);
    case bytes(Field::Reply::Rpc):
        return readRpcResult(reader);
    case bytes(Field::Reply::Refresh):
        return readExpiry<RefreshResult>(reader, Field::RefreshResult::Expires,
                                         Field::RefreshResult::Ttl);
    case bytes(Field::Reply::SubRefresh):
        return readExpiry<SubscriptionRefreshResult>(reader, Field::SubRefreshResult::Expires,
                                                     Field::SubRefreshResult::Ttl);
    default:
        return UnknownResult{};
    }
}

} // namespace Centrifuge::Protobuf
