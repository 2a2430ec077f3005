// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/events.h"
#include "centrifuge/transport/transport.h"
#include "monitor/entry/entry.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/watch/backfillpolicy.h"
#include "monitor/watch/connectiontimeline.h"
#include "monitor/watch/offsetgap.h"
#include "monitor/watch/subscriptiontally.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

class ChunkMemory;
class IoThread;
class Journal;
class JournalFeed;
class StatusTracker;
class WatchWorker;
struct ArrivalBatch;

/** What to watch, as whom. */
struct WatchRequest
{
    ConnectionSettings connection;
    QString user;
    QString profile; ///< its name, for the row that says where this goes; may be empty
    std::chrono::seconds timeToLive{3600}; ///< of minted tokens
    QStringList channels;
    Centrifuge::WireFormat wireFormat = Centrifuge::WireFormat::Protobuf;
    bool backlog = false; ///< replay what the history holds when a channel opens
    QStringList backlogChannels{}; ///< only for these, the first time they are subscribed
    FetchOrder fetchOrder = FetchOrder::AsReceived;
    quint64 mostFetched = BackfillPolicy::MostFetched; ///< for one gap, by itself; 0 = all
    /** Where the channels were left when they were last watched; what came since is announced. */
    QHash<QString, KeptPosition> lastWatched{};
    std::optional<Centrifuge::FilterNode> tagsFilter{}; ///< of each channel that is subscribed
};

/** The connection as the dot shows it. */
struct SessionStatus
{
    SessionState state = SessionState::Offline;
    quint32 code = 0; ///< the one behind it, 0 for none
    Centrifuge::ErrorLayer layer = Centrifuge::ErrorLayer::Local; ///< what produced the code
    QString reason; ///< plain text
    QString user;
    SubscriptionTally channels{}; ///< those that were asked for
    std::optional<std::chrono::microseconds> tokenExpiresAt; ///< wall clock, as the server said
    int retryAttempt = 0; ///< while connecting after a failure, from 1
    std::optional<std::chrono::nanoseconds> retryAt; ///< monotonic; when the next attempt starts
};

/** One channel as the channel list shows it. */
struct ChannelStatus
{
    QString channel;
    ChannelState state = ChannelState::Subscribing;
    quint32 code = 0;
    Centrifuge::ErrorLayer layer = Centrifuge::ErrorLayer::Local; ///< what produced the code
    QString reason;
    bool isRequested = true; ///< asked for, also where the server subscribed us to it by itself
    bool isServerSide = false; ///< the server subscribed us by itself; only it can end that
    /** Messages are missing, as their offsets prove: not yet fetched, acknowledged or cleared. */
    bool hasGap = false;
    quint64 missing = 0; ///< how many
    bool hasPossibleGap = false; ///< messages may be missing; not acknowledged or cleared
    quint64 received = 0; ///< publications since it was added, without the fetched ones
    quint64 recovered = 0; ///< of these, after an interruption
    quint64 backlog = 0; ///< of these, on opening the channel
    quint64 fetched = 0; ///< from the history, when asked for
    quint64 sinceLastWatched = 0; ///< published while nobody watched; `newestGap` says where
    bool awaitsBacklog = false; ///< to begin with its history, and not subscribed yet
    quint64 duplicates = 0; ///< sent again by the server, and left out
    quint32 epochChanges = 0;
    std::optional<KeptPosition> position; ///< up to where it is in the log
    std::optional<OffsetGap> newestGap; ///< where its place is known
};

/** One change to signal: of the connection, of a channel, or a failed attempt to connect. */
using SessionChange = std::variant<SessionStatus, ChannelStatus, Centrifuge::Error>;

Q_DECLARE_METATYPE(SessionStatus)
Q_DECLARE_METATYPE(ChannelStatus)

/**
 * One connection of one user with its subscriptions, feeding a journal. Main thread; the connection
 * itself lives in the I/O thread. After close() no signal follows and the server does not know us
 * any more.
 *
 * Each entry of the journal is also an event in order, so a program without a window needs nothing
 * but entriesAppended.
 */
class WatchSession : public QObject
{
    Q_OBJECT

public:
    /** `journal` outlives the session. `transports` is for tests; by default WebSocket. */
    WatchSession(IoThread &io, Journal &journal, QObject *parent = nullptr,
                 Centrifuge::TransportFactory transports = {});
    ~WatchSession() override;

    /** Connects. Without secret and token the state becomes Disabled with a reason that names the
     * variable. Replaces a running connection. The same user of the same profile and server goes on
     * from where each channel was left. */
    void start(const WatchRequest &request);
    /** Ends the connection; `closed` follows once the socket is gone, then nothing. */
    void close();
    void retryNow();
    /** The network may not be what it was: tries at once, or asks whether the server still answers.
     */
    void networkChanged();

    /** Where a channel begins: with what is published from now on, or what the history holds. */
    enum class Start { Now, Backlog };
    /** Subscribes at once; no effect when it was asked for already. What the server has subscribed
     * us to is asked for from then on, too: it stays when the server ends that. */
    void addChannel(const QString &channel, Start start = Start::Now);
    /** No effect on what the server subscribed us to by itself, while that lasts: a channel that
     * was asked for as well is listed as the server's. */
    void removeChannel(const QString &channel);
    /** Asks the server once more for the channels that it refused or whose subscription it ended;
     * others are left alone. No effect without a connection. */
    void subscribeAgain(const QStringList &channels);
    /** All that can be subscribed again, in the order of channels(). */
    QStringList unsubscribedChannels() const;
    /** Fetches what is missing from the history, where that allows it; the rows tell. */
    void fetchGap(const QString &channel, const OffsetGap &gap);

    const WatchRequest &request() const;
    const SessionStatus &status() const;
    /** In the order they were added, those too that the server added by itself. A copy: for one of
     * them, or how many there are, see below. */
    QList<ChannelStatus> channels() const;
    std::optional<ChannelStatus> channel(const QString &name) const;
    bool hasChannels() const;
    /** The attempts to connect, step by step; goes on over start() while the address stays. */
    const ConnectionTimeline &timeline() const;
    /** The journal was cleared: its gaps are history. */
    void clearGaps();
    /** The user has seen the gap of `channel`: it is not shown at the channel any more. The rows
     * stay, and so does what can be fetched. */
    void acknowledgeGap(const QString &channel);
    /** Messages that are missing by their offsets and were not fetched, since the last clear. */
    quint64 missingCount() const;

Q_SIGNALS:
    void statusChanged(const SessionStatus &status);
    void channelChanged(const ChannelStatus &status); ///< not for `received` alone: see channels()
    void channelRemoved(const QString &channel);
    /** An attempt to connect failed; also a row of the journal, as is a failed subscribe. */
    void failed(const Centrifuge::Error &error);
    /** New entries are in the journal: the last `count` ones. `trimmed` fell out at the front
     * before. At most once per 16 ms. */
    void entriesAppended(qsizetype count, qsizetype trimmed);
    /** Right after entriesAppended, once for each batch: the same entries, without their numbers.
     * Their views are for at once, not to be kept. */
    void entriesArrived(std::span<const Entry> entries);
    /** While the queue is full: how long the socket was held back, and how many were lost. */
    void overloaded(std::chrono::milliseconds heldBack, quint64 dropped);
    void timelineChanged();
    void closed();

private:
    QStringList prepare(const WatchRequest &next);
    void connectWorker();
    void dropWorker();
    template <typename Call> void invokeOnWorker(Call call) const;
    void finishClosing();
    void append(const std::vector<ArrivalBatch> &batches, const std::vector<Arrival> &rows);
    void report(const std::vector<SessionChange> &changes);
    void reportStatus();
    void setTimeline(const ConnectionTimeline &newest);

    IoThread &m_io;
    Journal &m_journal;
    const Centrifuge::TransportFactory m_transports;
    const std::shared_ptr<ChunkMemory> m_memory; ///< for the I/O thread
    const std::unique_ptr<JournalFeed> m_feed;
    const std::unique_ptr<StatusTracker> m_tracker;
    WatchWorker *m_worker = nullptr; ///< deletes itself in the I/O thread; unused after its end()
    quint64 m_generation = 0; ///< of the worker; what an older one sends is void
    mutable WatchRequest m_request;
    mutable bool m_hasOldNames = false; ///< channels came or went since m_request had their list
    ConnectionTimeline m_timeline;
    QHash<QString, KeptPosition> m_positions; ///< for the next worker
    bool m_isClosing = false;
};
