// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/client.h"
#include "centrifuge/clock.h"
#include "monitor/profile/tokenfile.h"
#include "monitor/watch/arrivalbatcher.h"
#include "monitor/watch/channelstream.h"
#include "monitor/watch/connectiontimeline.h"
#include "monitor/watch/historyreader.h"
#include "monitor/watch/subscriptiontally.h"
#include "monitor/watch/watchsession.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

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
    /** Asks the server once more for those that it refused or ended. */
    void subscribeAgain(const QStringList &channels);
    /** Asks the channel's history for what is missing; the rows say how it went. */
    void fetchGap(const QString &channel, const OffsetGap &gap);
    /** Goes on where an earlier session ended; before start(). */
    void setTimeline(const ConnectionTimeline &timeline) { m_timeline = timeline; }
    void setPositions(const QHash<QString, KeptPosition> &positions) { m_positions = positions; }
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
        std::unique_ptr<ChannelStream> stream;
        Centrifuge::Subscription *subscription = nullptr; ///< of the client; none if the server's
        ChannelState answer = ChannelState::Subscribing; ///< as it counts, where asked for
    };
    using Channels = QHash<QString, std::shared_ptr<Channel>>;

    Centrifuge::ClientOptions clientOptions();
    Centrifuge::SubscriptionTokenProvider subscriptionTokens(const QString &channel) const;
    void connectClient();
    void connectServerChannels();
    ChannelStream *serverStream(const QString &name);
    void showServerSubscribed(const QString &name, const Centrifuge::SubscribedEvent &event);
    std::unique_ptr<ChannelStream> makeStream(const QString &channel, SubscribedBy subscribedBy);
    void endServerChannel(const QString &name, const Centrifuge::StateChange &change);
    void connectSubscription(Channel &channel);
    Centrifuge::Transport *makeTransport(QObject *parent);
    void forgetTransport(QObject *transport);
    void finish();

    void showFailure(const Centrifuge::Error &error);
    void showConnecting(const Centrifuge::StateChange &change);
    void showDisconnected(const Centrifuge::StateChange &change);
    void showSubscribing(ChannelStream &stream, const Centrifuge::StateChange &change);
    void setState(SessionState state, const Centrifuge::StateChange &change);
    void count(Channel &channel, ChannelState answer);
    void awaitAnswers();
    void followAnswers();

    void invalidatePositions();

    void noteStep(const Centrifuge::ConnectionStep &step);
    void touchTimeline();
    void tellTimeline();

    const WatchRequest m_request;
    const Centrifuge::Clock &m_clock;
    const Centrifuge::TransportFactory m_transports;
    BackfillPolicy m_backfillPolicy;
    ArrivalBatcher *const m_output;
    Centrifuge::Client *m_client = nullptr;
    std::optional<TokenFile> m_tokenFile; ///< where the token comes from one
    HistoryReader *m_history = nullptr;
    QHash<QString, KeptPosition> m_positions; ///< of an earlier session, until they are used
    Channels m_channels;
    Channels m_serverChannels; ///< that nobody here asked for
    SubscriptionTally m_answers; ///< of m_channels
    QSet<QObject *> m_openTransports;
    Centrifuge::Timer *m_endTimer = nullptr;
    ConnectionTimeline m_timeline;
    bool m_isTimelineNew = false;
    bool m_isTimelineTold = false; ///< and not yet taken
    SessionState m_state = SessionState::Connecting;
    bool m_isConnected = false;
    bool m_isEnding = false;
};
