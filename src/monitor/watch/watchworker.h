// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/timelinereporter.h"
#include "monitor/watch/tokensource.h"
#include "monitor/watch/watcheroutput.h"
#include "monitor/watch/watchsession.h"
#include "monitor/watch/watchsubscriptions.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <memory>
#include <optional>

namespace Centrifuge {
class Client;
class Timer;
struct ClientOptions;
} // namespace Centrifuge

/**
 * WatchSession's other half, in the I/O thread: one connection with its subscriptions, turned into
 * arrivals in order. Made for one start(); deletes itself after end(), or with the thread.
 */
class WatchWorker : public QObject
{
    Q_OBJECT

public:
    WatchWorker(WatchRequest request, const Centrifuge::Clock &clock,
                Centrifuge::TransportFactory transports, const OutputTarget &target);
    ~WatchWorker() override;

    // Both before start(): goes on where an earlier session ended.
    void setTimeline(const ConnectionTimeline &timeline) { m_earlierTimeline = timeline; }
    void setPositions(const QHash<QString, KeptPosition> &positions) { m_positions = positions; }

    void start();
    /** Unsubscribes, disconnects, then `ended` and nothing more; at most after a second. */
    void end();
    void retryNow();
    void networkChanged();
    void addChannel(const QString &channel, WatchSession::Start start);
    void removeChannel(const QString &channel);
    /** Asks the server once more for those that it refused or ended. */
    void subscribeAgain(const QStringList &channels);
    void setChannelOptions(const QString &channel, const ChannelOptions &options);
    /** Asks the channel's history for what is missing; the rows say how it went. */
    void fetchGap(const QString &channel, const OffsetGap &gap);
    /** Asks the server who is in a channel. */
    void askWho(const QString &channel);
    /** The last timeline was taken; only then another one follows, so that they can't pile up. */
    void acceptTimeline();

Q_SIGNALS:
    // In their order among the arrivals: what came before is in the queue by then.
    void tokenExpiryChanged(std::optional<std::chrono::microseconds> expiresAt);
    void retryScheduled(int attempt, std::chrono::nanoseconds at);
    void duplicatesCounted(const QHash<QString, quint64> &counts); ///< of each channel, new ones
    void timelineChanged(const ConnectionTimeline &timeline);
    void presenceAnswered(const PresenceAnswer &answer);
    void ended();

private:
    Centrifuge::ClientOptions clientOptions();
    void connectClient();
    void showConnected();
    void showConnecting(const Centrifuge::StateChange &change);
    void showDisconnected(const Centrifuge::StateChange &change);
    void showFailure(const Centrifuge::Error &error);
    void announceRetry(int attempt, std::chrono::milliseconds delay);
    void announceTokenExpiry(std::chrono::seconds timeToLive);
    void setState(SessionState state, const Centrifuge::StateChange &change);
    void followTally();

    Centrifuge::Transport *makeTransport(QObject *parent);
    void removeTransport(QObject *transport);
    void finish();

    WatchRequest m_request; ///< only the options of its channels change
    const Centrifuge::Clock &m_clock;
    const Centrifuge::TransportFactory m_transports;
    TokenSource m_tokens;
    WatcherOutput *const m_output;
    TimelineReporter *const m_timeline;
    ConnectionTimeline m_earlierTimeline; ///< until start()
    QHash<QString, KeptPosition> m_positions; ///< until start()
    Centrifuge::Client *m_client = nullptr;
    std::unique_ptr<WatchSubscriptions> m_subscriptions; ///< from start() on
    QSet<QObject *> m_openTransports;
    Centrifuge::Timer *m_endTimer = nullptr;
    SessionState m_state = SessionState::Connecting;
    bool m_isConnected = false;
    bool m_isEnding = false;
};
