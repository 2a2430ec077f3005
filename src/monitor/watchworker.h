// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client.h"
#include "centrifuge/clock.h"
#include "centrifuge/serverapi.h"
#include "monitor/arrivalqueue.h"
#include "monitor/connectiontimeline.h"
#include "monitor/gapreason.h"
#include "monitor/holefetcher.h"
#include "monitor/watchsession.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/** Where a worker puts what arrives; shared with the main thread, and one with the next worker. */
struct WatchOutput
{
    std::shared_ptr<ArrivalQueue> queue; ///< of this worker
    std::shared_ptr<ChunkMemory> memory; ///< of all workers of the session, in the I/O thread
};

/**
 * WatchSession's other half, in the I/O thread: one connection with its subscriptions, turned into
 * arrivals in order. Made for one start(); deletes itself after end(), or with the thread.
 */
class WatchWorker : public QObject
{
    Q_OBJECT

public:
    WatchWorker(WatchRequest request, const Centrifuge::Clock &clock,
                Centrifuge::TransportFactory transports, const WatchOutput &output);
    ~WatchWorker() override;

    void start();
    /** Unsubscribes, disconnects, then `ended` and nothing more; at most after a second. */
    void end();
    void retryNow();
    void networkChanged();
    void addChannel(const QString &channel, WatchSession::Start start);
    void removeChannel(const QString &channel);
    /** Asks the channel's history for what is missing; the rows say how it went. */
    void fetchHole(const QString &channel, StreamHole hole);
    /** Goes on where an earlier session ended; before start(). */
    void setTimeline(const ConnectionTimeline &timeline) { m_timeline = timeline; }
    /** The last timeline was taken; only then another one follows, so that they can't pile up. */
    void acceptTimeline();

Q_SIGNALS:
    void arrivalsReady(); ///< the queue is not empty any more
    // In their order among the arrivals: what came before is in the queue by then.
    void tokenExpiryChanged(std::optional<std::chrono::microseconds> expiresAt);
    void retryScheduled(int attempt, std::chrono::nanoseconds at);
    void duplicatesCounted(const QHash<QString, quint64> &counts); ///< of each channel, new ones
    void timelineChanged(const ConnectionTimeline &timeline);
    void ended();

private:
    struct Channel
    {
        std::string name; ///< UTF-8
        std::string epoch;
        std::optional<std::uint64_t> offset; ///< of the last publication, where it is known
        std::uint32_t backlog = 0; ///< how many of those to come belong to it
        std::optional<StreamHole> openHole; ///< whose end is not known yet
        ChannelPast past;
        HoleFetcher *fetcher = nullptr; ///< ours, while it works
        Centrifuge::Subscription *subscription = nullptr; ///< of the client; none if the server's

        std::uint8_t originFlag() const { return subscription == nullptr ? ServerSide : 0; }
    };

    Centrifuge::ClientOptions clientOptions();
    Centrifuge::SubscriptionTokenProvider subscriptionTokens(const QString &channel) const;
    void connectClient();
    void connectServerChannels();
    Channel *serverChannel(const QString &name);
    void endServerChannel(const QString &name, const Centrifuge::StateChange &change);
    void connectSubscription(Channel *channel);
    Centrifuge::Transport *makeTransport(QObject *parent);
    void forgetTransport(QObject *transport);
    void finish();

    void showFailure(const Centrifuge::Error &error);
    void showConnecting(const Centrifuge::StateChange &change);
    void showDisconnected(const Centrifuge::StateChange &change);
    void showSubscribing(Channel *channel, const Centrifuge::StateChange &change);
    void showSubscribed(Channel *channel, const Centrifuge::SubscribedEvent &event);
    std::optional<StreamHole> holeBefore(const Channel &channel,
                                         const Centrifuge::SubscribedEvent &event) const;
    void noteEpoch(Channel *channel, const QString &epoch);
    void noteOffset(Channel *channel, std::uint64_t offset);
    void countDuplicates(const Channel &channel, quint64 count);
    bool askApi(const QString &channel, const Centrifuge::HistoryOptions &options,
                const Centrifuge::ResultHandler<Centrifuge::HistoryResult> &handler);
    void askHistory(const QString &channel, const Centrifuge::HistoryOptions &options,
                    const Centrifuge::ResultHandler<Centrifuge::HistoryResult> &handler);
    void showFetched(const std::string &channel, const StreamHole &hole,
                     const std::vector<Centrifuge::Publication> &publications);
    void endFetch(Channel *channel, const HoleOutcome &outcome);
    void showPublication(Channel *channel, const Centrifuge::PublicationEvent &event);
    void setState(SessionState state, const Centrifuge::StateChange &change);
    void becomeLiveWhenAnswered();

    void invalidatePositions();

    void noteStep(const Centrifuge::ConnectionStep &step);
    void touchTimeline();
    void tellTimeline();

    void showPlain(Channel *channel, const Centrifuge::PlainPublication &publication,
                   std::chrono::nanoseconds receivedAt);
    void addPublication(Entry row, const Centrifuge::Publication &publication);
    void add(const Arrival &arrival);
    void add(Entry entry);
    void announce(std::function<void()> announcement);
    void flushSoon();
    void flush();

    const WatchRequest m_request;
    const Centrifuge::Clock &m_clock;
    const Centrifuge::TransportFactory m_transports;
    const std::shared_ptr<ArrivalQueue> m_queue;
    Centrifuge::Client *m_client = nullptr;
    Centrifuge::ServerApi *m_api = nullptr; ///< made on first use, where there is a key
    QHash<QString, std::shared_ptr<Channel>> m_channels;
    QHash<QString, std::shared_ptr<Channel>> m_serverChannels; ///< that nobody here asked for
    QSet<QObject *> m_openTransports;
    Centrifuge::Timer *m_flushTimer = nullptr;
    Centrifuge::Timer *m_endTimer = nullptr;
    BatchWriter m_writer;
    std::vector<std::function<void()>> m_announcements; ///< to be made after the batch
    QHash<QString, quint64> m_duplicates; ///< since the last flush
    ConnectionTimeline m_timeline;
    bool m_isTimelineNew = false;
    bool m_isTimelineTold = false; ///< and not yet taken
    std::chrono::nanoseconds m_lastStamp{0};
    std::chrono::nanoseconds m_lastFlush{0};
    std::chrono::nanoseconds m_wallRead{0}; ///< the frame for which m_wall was read
    std::chrono::microseconds m_wall{0};
    SessionState m_state = SessionState::Connecting;
    bool m_isConnected = false;
    bool m_isEnding = false;
};
