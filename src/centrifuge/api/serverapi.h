// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/callresults.h"
#include "centrifuge/networkoptions.h"
#include "centrifuge/result.h"
#include "centrifuge/values.h"

#include <QByteArray>
#include <QMap>
#include <QObject>
#include <QString>
#include <QUrl>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace Centrifuge {

class Clock;
class HttpClient;
struct HttpOutcome;

struct PublishRequest
{
    QString channel;
    QByteArray data; ///< one JSON value, sent byte for byte
    Tags tags;
    QString idempotencyKey; ///< may be empty
};

struct PublishReply
{
    StreamPosition position; ///< offset 0 and no epoch where the channel has no history
    /** When the request was handed to the network (Clock::monotonic). */
    std::chrono::nanoseconds sentAt{0};
    std::chrono::nanoseconds answeredAt{0};
};

/** How a publish ended. For an error, mayHaveReachedServer() and wasRefused() say what is known. */
using PublishResult = Result<PublishReply>;

/** Which part of a channel's history. */
struct HistoryRequest
{
    QString channel;
    std::int32_t limit = 0; ///< 0 = the position only
    std::optional<StreamPosition> since{};
};

/** The channels that somebody is subscribed to, on all nodes. */
struct ChannelsResult
{
    QMap<QString, std::uint32_t> clients; ///< subscribed connections, by channel
};

/** What a node of the server last said of itself; the counts lag behind by some seconds. */
struct NodeInfo
{
    QString uid; ///< new with each start
    QString name; ///< most often host and port
    QString version;
    std::uint32_t clients = 0; ///< connections
    std::uint32_t users = 0; ///< different ones on this node
    std::uint32_t channels = 0; ///< with subscribers on this node
    std::uint32_t subscriptions = 0; ///< of all connections
    std::chrono::seconds uptime{0}; ///< 0 when the node has not said it yet

    friend bool operator==(const NodeInfo &, const NodeInfo &) = default;
};

/** The nodes that the asked one knows, itself included; those with a broker in common. */
struct InfoResult
{
    std::vector<NodeInfo> nodes;
};

/**
 * Whether the server may have executed the call although it ended in this error: then the outcome
 * is unknown, not failed. True for a time-out or a broken connection after the request was
 * written (layer Tcp then has the code QAbstractSocket::RemoteHostClosedError), for a status of 500
 * and above, for Centrifugo's error 100 and for an answer that can't be read.
 */
bool mayHaveReachedServer(const Error &error);

/** Whether the server, or a proxy before it, refused the call. When this and mayHaveReachedServer()
 * are false, the request was not sent. */
bool wasRefused(const Error &error);

/** Code of ErrorLayer::Protocol: the answer is larger than `largestHistory`. */
inline constexpr int HistoryTooLarge = 1;
/** The same for a list that is larger than ServerApi::LargestList or has over 65,536 entries. */
inline constexpr int ListTooLarge = 2;

struct ServerApiOptions
{
    QUrl url; ///< for example http://localhost:8000/api
    QByteArray apiKey; ///< empty = disabled, unless no key is needed
    /** False for a server that asks for no key (`http_api.insecure`): none is sent. */
    bool needsKey = true;
    std::chrono::milliseconds timeout{5000};
    NetworkOptions network{};
    qsizetype largestHistory = qsizetype(33) * 1024 * 1024; ///< bytes of one answer
};

/**
 * Centrifugo's HTTP API, as its documentation (`server/server_api`) and api.proto have it. Lives in
 * one thread with an event loop, here the I/O thread. Never throws; each call ends in exactly one
 * call of its handler (later, from the event loop), unless this object dies first: that cancels
 * what is under way. Each call is sent at most once, however its connection ends, and ends after
 * ServerApiOptions::timeout at the latest.
 */
class ServerApi : public QObject
{
    Q_OBJECT

public:
    using PublishHandler = std::function<void(const PublishResult &)>;
    using HistoryHandler = std::function<void(const Result<HistoryResult> &)>;
    using PresenceHandler = std::function<void(const Result<PresenceResult> &)>;
    using PresenceStatsHandler = std::function<void(const Result<PresenceStatsResult> &)>;
    using ChannelsHandler = std::function<void(const Result<ChannelsResult> &)>;
    using InfoHandler = std::function<void(const Result<InfoResult> &)>;

    /** Bytes of an answer that lists clients, channels or nodes. */
    static constexpr qsizetype LargestList = qsizetype(16) * 1024 * 1024;

    ServerApi(ServerApiOptions options, const Clock &clock, QObject *parent = nullptr);
    ~ServerApi() override;

    bool isEnabled() const;
    /** Within a handler: the bytes of the body of the answer; 0 where there is none. */
    qsizetype answerSize() const { return m_answerSize; }

    /**
     * POST <url>/publish; redirects are not followed. Returns false, opens no socket and calls
     * nothing when the API is disabled; otherwise true and `handler` is called once.
     * Success only for status 200, JSON, no `error` and a `result` (an error arrives inside a 200).
     */
    bool publish(const PublishRequest &request, const PublishHandler &handler);

    /** POST <url>/history, otherwise the same. */
    bool history(const HistoryRequest &request, const HistoryHandler &handler);

    // These change nothing on the server; otherwise the same as publish(). A list has at most
    // 65,536 entries and LargestList bytes, a text in it 1 MB; for more the error is ListTooLarge.

    /** POST <url>/presence: who is subscribed to `channel`. Error 108 where its namespace does not
     * keep presence, 102 for an unknown namespace. */
    bool presence(const QString &channel, const PresenceHandler &handler);
    /** POST <url>/presence_stats: only how many these are; errors as of presence(). */
    bool presenceStats(const QString &channel, const PresenceStatsHandler &handler);
    /** POST <url>/channels: those that match `pattern`, a glob in which `*` stands for any text;
     * all for an empty one. Asks every node. Error 100 for a pattern that is none. */
    bool channels(const QString &pattern, const ChannelsHandler &handler);
    /** POST <url>/info: the nodes of the server. */
    bool info(const InfoHandler &handler);

private:
    struct Call;
    /** Interprets the body of an answer with status 200. */
    using Reader = std::function<void(const Call &call, const Result<QByteArray> &body)>;

    struct ApiRequest
    {
        const char *method;
        QByteArray body;
        qsizetype largestAnswer;
    };

    Error historyRefusal(const Call &call, const Error &error) const;
    template <typename T>
    bool query(const ApiRequest &request, Result<T> (*read)(const QByteArray &body),
               const std::function<void(const Result<T> &)> &handler);
    void post(const ApiRequest &request, Reader reader);

    void finish(Call &call, const QUrl &url, const HttpOutcome &outcome);
    Error maskSecrets(Error error) const;
    void callLater(std::function<void()> call);

    ServerApiOptions m_options;
    const Clock &m_clock;
    HttpClient *m_http = nullptr; ///< made on first use
    qsizetype m_answerSize = 0;
};

} // namespace Centrifuge
