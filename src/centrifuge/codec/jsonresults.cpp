// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/jsonresults.h"

namespace Centrifuge::Json {

namespace {

/** `entries` counts those of the whole message. */
SubscribeResult readSubscribeResult(object members, std::size_t &entries)
{
    SubscribeResult result;
    eachMember(members, [&result, &entries](std::string_view name, value json) {
        if (name == "expires") {
            result.expires = json.get_bool();
        } else if (name == "ttl") {
            result.ttl = toUint32(json);
        } else if (name == "recoverable") {
            result.recoverable = json.get_bool();
        } else if (name == "epoch") {
            result.position.epoch = toText(json);
        } else if (name == "publications") {
            result.publications = readPublications(json.get_array(), entries);
        } else if (name == "recovered") {
            result.recovered = json.get_bool();
        } else if (name == "offset") {
            result.position.offset = json.get_uint64();
        } else if (name == "positioned") {
            result.positioned = json.get_bool();
        } else if (name == "data") {
            result.data = toBytes(json);
        } else if (name == "was_recovering") {
            result.wasRecovering = json.get_bool();
        } else if (name == "delta") {
            result.delta = json.get_bool();
        }
    });
    return result;
}

QMap<QString, SubscribeResult> readSubscriptions(object members)
{
    std::size_t entries = 0;
    return readMap<SubscribeResult>(members, [&entries](value json) {
        checkSize(++entries);
        return readSubscribeResult(json.get_object(), entries);
    });
}

ConnectResult readConnectResult(object members)
{
    ConnectResult result;
    eachMember(members, [&result](std::string_view name, value json) {
        if (name == "client") {
            result.client = toText(json);
        } else if (name == "version") {
            result.version = toText(json);
        } else if (name == "expires") {
            result.expires = json.get_bool();
        } else if (name == "ttl") {
            result.ttl = toUint32(json);
        } else if (name == "data") {
            result.data = toBytes(json);
        } else if (name == "subs") {
            result.subscriptions = readSubscriptions(json.get_object());
        } else if (name == "ping") {
            result.ping = toUint32(json);
        } else if (name == "pong") {
            result.pong = json.get_bool();
        } else if (name == "node") {
            result.node = toText(json);
        } else if (name == "session") {
            result.session = toText(json);
        } else if (name == "time") {
            result.time = json.get_int64();
        }
    });
    return result;
}

PresenceResult readPresenceResult(object members)
{
    PresenceResult result;
    eachMember(members, [&result](std::string_view name, value json) {
        if (name == "presence") {
            result.clients = readMap<ClientInfo>(
                json.get_object(), [](value info) { return readClientInfo(info.get_object()); });
        }
    });
    return result;
}

PresenceStatsResult readPresenceStatsResult(object members)
{
    PresenceStatsResult result;
    eachMember(members, [&result](std::string_view name, value json) {
        if (name == "num_clients") {
            result.clients = toUint32(json);
        } else if (name == "num_users") {
            result.users = toUint32(json);
        }
    });
    return result;
}

HistoryResult readHistoryResult(object members)
{
    HistoryResult result;
    std::size_t entries = 0;
    eachMember(members, [&result, &entries](std::string_view name, value json) {
        if (name == "publications") {
            result.publications = readPublications(json.get_array(), entries);
        } else if (name == "epoch") {
            result.position.epoch = toText(json);
        } else if (name == "offset") {
            result.position.offset = json.get_uint64();
        }
    });
    return result;
}

RpcResult readRpcResult(object members)
{
    RpcResult result;
    eachMember(members, [&result](std::string_view name, value json) {
        if (name == "data") {
            result.data = toBytes(json);
        }
    });
    return result;
}

} // namespace

std::optional<ReplyResult> readResult(std::string_view name, value json)
{
    if (name == "error") {
        return readCode<ReplyError>(json.get_object(), "message", &ReplyError::message);
    }
    if (name == "connect") {
        return readConnectResult(json.get_object());
    }
    if (name == "subscribe") {
        std::size_t entries = 0;
        return readSubscribeResult(json.get_object(), entries);
    }
    if (name == "unsubscribe") {
        return UnsubscribeResult{};
    }
    if (name == "publish") {
        return ClientPublishResult{};
    }
    if (name == "presence") {
        return readPresenceResult(json.get_object());
    }
    if (name == "presence_stats") {
        return readPresenceStatsResult(json.get_object());
    }
    if (name == "history") {
        return readHistoryResult(json.get_object());
    }
    if (name == "rpc") {
        return readRpcResult(json.get_object());
    }
    if (name == "refresh") {
        return readExpiry<RefreshResult>(json.get_object());
    }
    if (name == "sub_refresh") {
        return readExpiry<SubscriptionRefreshResult>(json.get_object());
    }
    return std::nullopt;
}

} // namespace Centrifuge::Json
