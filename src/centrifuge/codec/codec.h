// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/callresults.h"
#include "centrifuge/plainpublication.h"
#include "centrifuge/result.h"
#include "centrifuge/values.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace Centrifuge {

// What we send.
//
// Payloads (`data`) go out as they are. On the JSON wire they must be JSON (isJson()), which the
// caller has checked; empty means none.

struct ConnectCommand
{
    QString token;
    QString name; ///< at most 16 characters
    QString version; ///< at most 64 characters
    QByteArray data = {};
    QMap<QString, QString> headers = {}; ///< for the server to treat like those of the handshake
    QMap<QString, StreamPosition> recoverFrom = {}; ///< by channel, of server-side subscriptions
};

/// The bit of `subscribe.flag` that stands for SubscribeCommand::rejectUnrecovered.
constexpr quint64 RejectUnrecoveredFlag = 2;

struct SubscribeCommand
{
    QString channel;
    QString token; ///< subscription token, may be empty
    std::optional<StreamPosition> recoverFrom; ///< set = `recover`
    bool positioned = false;
    bool recoverable = false;
    bool joinLeave = false;
    bool delta = false; ///< ask for patches ("fossil"); not together with a filter
    bool rejectUnrecovered = false; ///< a recovery that fails is error 112 instead of a gap
    QByteArray data = {};
    std::optional<FilterNode> filter = {};
};

struct UnsubscribeCommand
{
    QString channel;
};

struct PublishCommand
{
    QString channel;
    QByteArray data;
};

struct PresenceCommand
{
    QString channel;
};

struct PresenceStatsCommand
{
    QString channel;
};

struct HistoryCommand
{
    QString channel;
    std::int32_t limit = 0; ///< 0 = the position only, -1 = as many as the server gives
    std::optional<StreamPosition> since = {};
    bool reverse = false;
};

struct RpcCommand
{
    QString method;
    QByteArray data;
};

/** A message to the server, which has no answer and therefore no id. */
struct SendCommand
{
    QByteArray data;
};

struct RefreshCommand
{
    QString token;
};

struct SubscriptionRefreshCommand
{
    QString channel;
    QString token;
};

/** The answer to a ping; has no id. */
struct PongCommand
{
};

using Request = std::variant<ConnectCommand, SubscribeCommand, UnsubscribeCommand, PublishCommand,
                             PresenceCommand, PresenceStatsCommand, HistoryCommand, RpcCommand,
                             SendCommand, RefreshCommand, SubscriptionRefreshCommand, PongCommand>;

struct Command
{
    std::uint32_t id = 0; ///< from 1, unique per connection; 0 only for a pong and for send
    Request request;
};

// What we receive.
//
// Maps and lists have at most MaxListEntries. Of a key that comes twice the last one counts.

struct SubscribeResult
{
    bool expires = false;
    std::uint32_t ttl = 0; ///< seconds
    bool recoverable = false;
    bool positioned = false;
    StreamPosition position;
    std::vector<Publication> publications;
    bool recovered = false;
    bool wasRecovering = false;
    QByteArray data;
    bool delta = false; ///< granted: on JSON every `data` is a JSON string (Text::fromJsonString())
};

struct ConnectResult
{
    QString client;
    QString version;
    bool expires = false;
    std::uint32_t ttl = 0; ///< seconds
    QByteArray data;
    std::uint32_t ping = 0; ///< seconds between pings; 0 = none
    bool pong = false; ///< the server wants pongs
    QString node;
    QString session;
    std::int64_t time = 0; ///< the server's clock, ms since 1970; 0 where it does not tell
    QMap<QString, SubscribeResult> subscriptions; ///< the server-side ones, by channel
};

struct UnsubscribeResult
{
};

struct RefreshResult
{
    bool expires = false;
    std::uint32_t ttl = 0;
};

struct SubscriptionRefreshResult
{
    bool expires = false;
    std::uint32_t ttl = 0;
};

/** A reply to a command whose result has a kind we don't read. */
struct UnknownResult
{
};

/** `reply.error`. */
struct ReplyError
{
    std::uint32_t code = 0;
    QString message;
    bool temporary = false;
};

/** A reply whose id is readable and whose result is not; its call fails at once. */
struct UndecodableResult
{
    QByteArray bytes; ///< of the message, at most MaxUndecodableBytes
    QString why;
};

using ReplyResult =
    std::variant<UnknownResult, ConnectResult, SubscribeResult, UnsubscribeResult,
                 ClientPublishResult, PresenceResult, PresenceStatsResult, HistoryResult, RpcResult,
                 RefreshResult, SubscriptionRefreshResult, ReplyError, UndecodableResult>;

struct Reply
{
    std::uint32_t id = 0;
    ReplyResult result;
};

struct PingMessage
{
};
struct PublicationPush
{
    QString channel;
    Publication publication;
};
struct JoinPush
{
    QString channel;
    ClientInfo info;
};
struct LeavePush
{
    QString channel;
    ClientInfo info;
};
struct UnsubscribePush
{
    QString channel;
    std::uint32_t code = 0;
    QString reason;
};
/** A server-side subscription begins. */
struct SubscribePush
{
    QString channel;
    bool recoverable = false;
    bool positioned = false;
    StreamPosition position;
    QByteArray data;
};
/** A message to this connection, of no channel. */
struct MessagePush
{
    QByteArray data;
};
struct DisconnectPush
{
    std::uint32_t code = 0;
    QString reason;
};
struct RefreshPush
{
    bool expires = false;
    std::uint32_t ttl = 0;
};
/** A push of a kind we don't read: ignored. */
struct UnknownPush
{
};
/** A message in a readable frame that can't be read itself and has no readable id; the connection
 * goes on. */
struct UndecodableMessage
{
    QString channel; ///< where that is readable
    QByteArray bytes; ///< at most MaxUndecodableBytes
    QString why;
};

using Message = std::variant<Reply, PingMessage, PublicationPush, JoinPush, LeavePush,
                             UnsubscribePush, SubscribePush, MessagePush, DisconnectPush,
                             RefreshPush, UnknownPush, UndecodableMessage>;

/** A message whose lists and maps have more entries than this together is not readable. */
inline constexpr std::size_t MaxListEntries = 65536;
/** Nor is one with a longer text, such as a channel or a tag; payloads are not texts. */
inline constexpr std::size_t MaxTextBytes = std::size_t(1) << 20;
/** So much of the beginning of a message that can't be read is kept. */
inline constexpr qsizetype MaxUndecodableBytes = qsizetype(1) << 20;

using MessageSink = std::function<void(Message &&)>;

/** Turns commands into bytes and frames into messages. No socket, no state between frames; any
 * thread. */
class Codec
{
public:
    virtual ~Codec() = default;

    /** The bytes of one command, framed so that several may be concatenated into one WebSocket
     * frame. */
    virtual QByteArray encode(const Command &command) const = 0;
    /**
     * Passes each message of the frame to `sink`, in order. Fails when the frame can't be split
     * further; the connection is unusable then. Plain publications are offered to `plain` first,
     * where it is set.
     */
    Outcome decode(const QByteArray &frame, const MessageSink &sink,
                   const PlainPublicationSink &plain = {}) const
    {
        return split(frame, sink, plain);
    }

private:
    virtual Outcome split(const QByteArray &frame, const MessageSink &sink,
                          const PlainPublicationSink &plain) const = 0;
};

/** Creates the codec of a wire format. */
std::unique_ptr<Codec> createCodec(WireFormat format);

} // namespace Centrifuge
