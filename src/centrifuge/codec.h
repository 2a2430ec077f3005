// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "centrifuge/values.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace Centrifuge {

// --- what we send
// -------------------------------------------------------------------------------------

struct ConnectCommand
{
    QString token;
    QString name; ///< at most 16 characters
    QString version; ///< at most 64 characters
};

struct SubscribeCommand
{
    QString channel;
    QString token; ///< subscription token, may be empty
    std::optional<StreamPosition> recoverFrom; ///< set = `recover`
    bool positioned = false;
    bool recoverable = false;
    bool joinLeave = false;
};

struct UnsubscribeCommand
{
    QString channel;
};

struct RefreshCommand
{
    QString token;
};

/** The answer to a ping; has no id. */
struct PongCommand
{
};

using Request =
    std::variant<ConnectCommand, SubscribeCommand, UnsubscribeCommand, RefreshCommand, PongCommand>;

struct Command
{
    std::uint32_t id = 0; ///< from 1, unique per connection; 0 only for a pong
    Request request;
};

// --- what we receive
// ----------------------------------------------------------------------------------

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
    QStringList serverSideChannels; ///< names in `subs`; not handled further yet
};

struct SubscribeResult
{
    bool expires = false;
    std::uint32_t ttl = 0;
    bool recoverable = false;
    bool positioned = false;
    StreamPosition position;
    std::vector<Publication> publications;
    bool recovered = false;
    bool wasRecovering = false;
    QByteArray data;
};

struct UnsubscribeResult
{
};

struct RefreshResult
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

using ReplyResult = std::variant<UnknownResult, ConnectResult, SubscribeResult, UnsubscribeResult,
                                 RefreshResult, ReplyError>;

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
/** A push of a kind we don't read (ignored), or a message that could not be decoded but is bounded.
 */
struct UnknownPush
{
};
/** One message inside a readable frame that is broken by itself; the connection lives on. */
struct UndecodableMessage
{
    QString channel; ///< where it could still be told
    QByteArray bytes;
    QString why;
};

using Message =
    std::variant<Reply, PingMessage, PublicationPush, JoinPush, LeavePush, UnsubscribePush,
                 DisconnectPush, RefreshPush, UnknownPush, UndecodableMessage>;

/** A list in one reply with more entries than this is not readable: it would only eat memory. */
inline constexpr std::size_t MaxListEntries = 65536;

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
     * Hands each message of the frame to `sink`, in order, until the end or until the frame itself
     * can't be split further (an error: the connection can't be trusted any more).
     */
    virtual Outcome decode(const QByteArray &frame, const MessageSink &sink) const = 0;
};

/** The codec of a wire format. */
std::unique_ptr<Codec> createCodec(WireFormat format);

} // namespace Centrifuge
