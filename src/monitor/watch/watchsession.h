// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/events.h"
#include "centrifuge/transport/transport.h"
#include "monitor/entry/entrykind.h"
#include "monitor/profile/channeloptions.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/watch/backfillpolicy.h"
#include "monitor/watch/connectiontimeline.h"
#include "monitor/watch/journalfeed.h"
#include "monitor/watch/offsetgap.h"
#include "monitor/watch/presencequestion.h"
#include "monitor/watch/subscriptiontally.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

class StatusTracker;
class WatchWorker;
struct Entry;

/** What to watch, as whom. */
struct WatchRequest
{
    ConnectionSettings connection;
    QString user;
    QString watcher{}; ///< in each row; empty where there is but one watcher
    QString profile; ///< its name, for the first row; may be empty
    std::chrono::seconds timeToLive{3600}; ///< of minted tokens
    QStringList channels;
    Centrifuge::WireFormat wireFormat = Centrifuge::WireFormat::Protobuf;
    bool backlog = false; ///< begin each channel with its history
    QStringList backlogChannels{}; ///< these begin with their history the first time
    FetchOrder fetchOrder = FetchOrder::AsReceived;
    quint64 mostFetched = BackfillPolicy::MaxFetched; ///< automatically for one gap; 0 = all
    /** Where channels were last watched; a row says how much was published since. */
    QHash<QString, KeptPosition> lastWatched{};
    ChannelOptions defaultOptions{}; ///< of channels that have none of their own
    QMap<QString, ChannelOptions> channelOptions{}; ///< by channel

    ChannelOptions optionsOf(const QString &channel) const
    {
        return channelOptions.value(channel, defaultOptions);
    }
};

/** The status of the connection. */
struct SessionStatus
{
    SessionState state = SessionState::Offline;
    quint32 code = 0; ///< 0 for none
    Centrifuge::ErrorLayer layer = Centrifuge::ErrorLayer::Local; ///< what produced the code
    QString reason; ///< plain text
    QString user;
    SubscriptionTally channels{}; ///< the requested ones
    std::optional<std::chrono::microseconds> tokenExpiresAt; ///< wall clock
    int retryAttempt = 0; ///< while connecting after a failure, from 1
    std::optional<std::chrono::nanoseconds> retryAt; ///< monotonic; when the next attempt starts
};

/** The status of one channel. */
struct ChannelStatus
{
    QString channel;
    ChannelState state = ChannelState::Subscribing;
    quint32 code = 0;
    Centrifuge::ErrorLayer layer = Centrifuge::ErrorLayer::Local; ///< what produced the code
    QString reason;
    bool isRequested = true; ///< by the user; the server may have subscribed it as well
    bool isServerSide = false; ///< subscribed by the server itself; only it can end that
    /** Offsets prove that messages are missing; not yet fetched, acknowledged or cleared. */
    bool hasGap = false;
    quint64 missing = 0; ///< number of these messages
    bool hasPossibleGap = false; ///< messages may be missing; not yet acknowledged or cleared
    quint64 received = 0; ///< publications since it was added, without the fetched ones
    quint64 recovered = 0; ///< of these, after an interruption
    quint64 backlog = 0; ///< of these, as the history when the channel was opened
    quint64 fetched = 0; ///< from the history
    quint64 sinceLastWatched = 0; ///< published while nobody watched; `newestGap` says where
    bool awaitsBacklog = false; ///< begins with its history; not subscribed yet
    quint64 duplicates = 0; ///< sent again by the server; not in the log
    quint32 epochChanges = 0;
    std::optional<KeptPosition> position; ///< of its last row
    std::optional<OffsetGap> newestGap; ///< if its offsets are known
};

/** One change to signal: of the connection, of a channel, or a failed attempt to connect. */
using SessionChange = std::variant<SessionStatus, ChannelStatus, Centrifuge::Error>;

Q_DECLARE_METATYPE(SessionStatus)
Q_DECLARE_METATYPE(ChannelStatus)

/**
 * One connection of one user with its subscriptions: a watcher, whose rows go to a feed. Main
 * thread; the connection itself lives in the I/O thread. After `closed` no signal follows, and the
 * server has forgotten the connection.
 */
class WatchSession : public QObject, private RowFollower
{
    Q_OBJECT

public:
    /** `feed` outlives the session. `transports` is for tests; by default WebSocket. */
    explicit WatchSession(JournalFeed &feed, QObject *parent = nullptr,
                          Centrifuge::TransportFactory transports = {});
    ~WatchSession() override;

    /** Connects; replaces a running connection. Without secret and token the state becomes
     * Disabled, with a reason that names the variable. For a user of a profile and server who
     * was watched before, each channel continues at its position. */
    void start(const WatchRequest &request);
    /** Ends the connection; `closed` follows once the socket is gone, then nothing. */
    void close();
    void retryNow();
    /** The network may have changed: tries to connect at once, or checks that the server still
     * answers. */
    void networkChanged();

    /** What a channel begins with: messages from now on, or its history. */
    enum class Start { Now, Backlog };
    /** Subscribes at once; no effect if it was requested before. A channel that the server has
     * subscribed by itself becomes a requested one, and stays when the server ends that. */
    void addChannel(const QString &channel, Start start = Start::Now);
    /** No effect on a channel that the server has subscribed by itself. One that was requested as
     * well remains as the server's. */
    void removeChannel(const QString &channel);
    /** Subscribes channels again that the server refused or ended. No effect on others, and without
     * a connection. */
    void subscribeAgain(const QStringList &channels);
    /** The options of a channel from now on, for which it is subscribed to anew; it continues at
     * its position. The server decides alone on a channel that it has subscribed by itself. */
    void setChannelOptions(const QString &channel, const ChannelOptions &options);
    /** The channels that subscribeAgain() has an effect on, in the order of channels(). */
    QStringList unsubscribedChannels() const;
    /** Fetches the messages of a gap from the history; rows say how it ended. */
    void fetchGap(const QString &channel, const OffsetGap &gap);
    /** Asks on this connection, by the right of its user, who is in a channel. `presenceAnswered`
     * follows, except when the session starts anew or ends first. */
    void askPresence(const QString &channel);

    const WatchRequest &request() const;
    const QString &watcher() const { return m_request.watcher; } ///< its name; may be empty
    const SessionStatus &status() const;
    /** In the order they were added, including those that the server added by itself. A copy: for
     * one channel use channel(). */
    QList<ChannelStatus> channels() const;
    std::optional<ChannelStatus> channel(const QString &name) const;
    bool hasChannels() const;
    /** The attempts to connect, step by step; continues over start() with the same address. */
    const ConnectionTimeline &timeline() const { return m_timeline; }
    /** To be called when the journal was cleared: removes the gaps of all channels. */
    void clearGaps();
    /** The user has seen the gap of `channel`: its status shows none any more. The rows stay, and
     * the gap can still be fetched. */
    void acknowledgeGap(const QString &channel);
    /** Messages that are missing by their offsets, without fetched ones, since the last clear. */
    quint64 missingCount() const;

Q_SIGNALS:
    void statusChanged(const SessionStatus &status);
    void channelChanged(const ChannelStatus &status); ///< not if only counters changed
    void channelRemoved(const QString &channel);
    /** An attempt to connect failed. */
    void failed(const Centrifuge::Error &error);
    void timelineChanged();
    void presenceAnswered(const PresenceAnswer &answer);
    void closed();

private:
    QStringList prepare(const WatchRequest &next);
    void connectWorker();
    void dropWorker();
    template <typename Call> void invokeOnWorker(Call call) const;
    void finishClosing();
    void track(std::span<const Entry> rows) override;
    void report() override;
    void report(const std::vector<SessionChange> &changes);
    void reportStatus();
    void setTimeline(const ConnectionTimeline &newest);

    JournalFeed &m_feed;
    const Centrifuge::TransportFactory m_transports;
    const std::unique_ptr<StatusTracker> m_tracker;
    WatchWorker *m_worker = nullptr; ///< deletes itself in the I/O thread; unused after its end()
    std::uint8_t m_source = 0; ///< of the rows of this worker
    std::vector<SessionChange> m_changes; ///< by rows; reported once these are in the journal
    quint64 m_generation = 0; ///< of the worker; what an older one sends is void
    mutable WatchRequest m_request;
    mutable bool m_hasOldNames = false; ///< channels came or went since m_request had their list
    ConnectionTimeline m_timeline;
    QHash<QString, KeptPosition> m_positions; ///< for the next worker
    QHash<QStringList, QHash<QString, KeptPosition>> m_left; ///< of earlier users, by identityOf()
    bool m_isClosing = false;
};
