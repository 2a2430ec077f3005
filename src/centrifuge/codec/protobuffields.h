// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

/**
 * The field numbers of the messages in client.proto of github.com/centrifugal/protocol v0.23.1,
 * under their names there, as far as they are read or written.
 */
namespace Centrifuge::Protobuf::Field {

namespace MapEntry { // of any map
enum : std::uint32_t { Key = 1, Value = 2 };
}
namespace Error {
enum : std::uint32_t { Code = 1, Message = 2, Temporary = 3 };
}
namespace Command {
enum : std::uint32_t {
    Id = 1,
    Connect = 4,
    Subscribe = 5,
    Unsubscribe = 6,
    Publish = 7,
    Presence = 8,
    PresenceStats = 9,
    History = 10,
    Send = 12,
    Rpc = 13,
    Refresh = 14,
    SubRefresh = 15
};
}
namespace Reply {
enum : std::uint32_t {
    Id = 1,
    Error = 2,
    Push = 4,
    Connect = 5,
    Subscribe = 6,
    Unsubscribe = 7,
    Publish = 8,
    Presence = 9,
    PresenceStats = 10,
    History = 11,
    Rpc = 13,
    Refresh = 14,
    SubRefresh = 15
};
}
namespace Push {
enum : std::uint32_t {
    Channel = 2,
    Pub = 4,
    Join = 5,
    Leave = 6,
    Unsubscribe = 7,
    Message = 8,
    Subscribe = 9,
    Disconnect = 11,
    Refresh = 12
};
}
namespace ClientInfo {
enum : std::uint32_t { User = 1, Client = 2, ConnInfo = 3, ChanInfo = 4 };
}
namespace Publication {
enum : std::uint32_t {
    Data = 4,
    Info = 5,
    Offset = 6,
    Tags = 7,
    Delta = 8,
    Channel = 10,
    Epoch = 14
};
}
namespace Join { // and Leave
enum : std::uint32_t { Info = 1 };
}
namespace Unsubscribe {
enum : std::uint32_t { Code = 2, Reason = 3 };
}
namespace Subscribe {
enum : std::uint32_t { Recoverable = 1, Epoch = 4, Offset = 5, Positioned = 6, Data = 7 };
}
namespace Message {
enum : std::uint32_t { Data = 1 };
}
namespace Disconnect {
enum : std::uint32_t { Code = 1, Reason = 2, Reconnect = 3 };
}
namespace Refresh {
enum : std::uint32_t { Expires = 1, Ttl = 2 };
}
namespace ConnectRequest {
enum : std::uint32_t { Token = 1, Data = 2, Subs = 3, Name = 4, Version = 5, Headers = 6 };
}
namespace ConnectResult {
enum : std::uint32_t {
    Client = 1,
    Version = 2,
    Expires = 3,
    Ttl = 4,
    Data = 5,
    Subs = 6,
    Ping = 7,
    Pong = 8,
    Session = 9,
    Node = 10,
    Time = 11
};
}
namespace RefreshRequest {
enum : std::uint32_t { Token = 1 };
}
namespace RefreshResult {
enum : std::uint32_t { Expires = 3, Ttl = 4 };
}
namespace SubscribeRequest {
enum : std::uint32_t {
    Channel = 1,
    Token = 2,
    Recover = 3,
    Epoch = 6,
    Offset = 7,
    Data = 8,
    Positioned = 9,
    Recoverable = 10,
    JoinLeave = 11,
    Delta = 12,
    Tf = 13, ///< tags filter
    Flag = 14
};
}
namespace SubscribeResult {
enum : std::uint32_t {
    Expires = 1,
    Ttl = 2,
    Recoverable = 3,
    Epoch = 6,
    Publications = 7,
    Recovered = 8,
    Offset = 9,
    Positioned = 10,
    Data = 11,
    WasRecovering = 12,
    Delta = 13
};
}
namespace SubRefreshRequest {
enum : std::uint32_t { Channel = 1, Token = 2 };
}
namespace SubRefreshResult {
enum : std::uint32_t { Expires = 1, Ttl = 2 };
}
namespace UnsubscribeRequest {
enum : std::uint32_t { Channel = 1 };
}
namespace PublishRequest {
enum : std::uint32_t { Channel = 1, Data = 2 };
}
namespace PresenceRequest {
enum : std::uint32_t { Channel = 1 };
}
namespace PresenceResult {
enum : std::uint32_t { Presence = 1 };
}
namespace PresenceStatsRequest {
enum : std::uint32_t { Channel = 1 };
}
namespace PresenceStatsResult {
enum : std::uint32_t { NumClients = 1, NumUsers = 2 };
}
namespace StreamPosition {
enum : std::uint32_t { Offset = 1, Epoch = 2 };
}
namespace HistoryRequest {
enum : std::uint32_t { Channel = 1, Limit = 7, Since = 8, Reverse = 9 };
}
namespace HistoryResult {
enum : std::uint32_t { Publications = 1, Epoch = 2, Offset = 3 };
}
namespace RpcRequest {
enum : std::uint32_t { Data = 1, Method = 2 };
}
namespace RpcResult {
enum : std::uint32_t { Data = 1 };
}
namespace SendRequest {
enum : std::uint32_t { Data = 1 };
}
namespace FilterNode {
enum : std::uint32_t { Op = 1, Key = 2, Cmp = 3, Val = 4, Vals = 5, Nodes = 6 };
}

} // namespace Centrifuge::Protobuf::Field
