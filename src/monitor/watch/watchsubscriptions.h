// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/channelstream.h"
#include "monitor/watch/subscriptiontally.h"
#include "monitor/watch/watchsession.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

namespace Centrifuge {
class Client;
class Subscription;
struct SubscriptionOptions;
} // namespace Centrifuge

class HistoryReader;
class TokenSource;

/** What the subscriptions of one connection need. All of it outlives them. */
struct WatchServices
{
    Centrifuge::Client &client;
    const WatchRequest &request;
    const TokenSource &tokens;
    WatcherOutput &output;
    const Centrifuge::Clock &clock;
};

/**
 * The channels of one connection, those that were asked for and those that the server subscribes it
 * to by itself: their subscriptions, each shown by a ChannelStream, and the tally of the former.
 * Owned by the worker of a session; I/O thread.
 */
class WatchSubscriptions : public QObject
{
    Q_OBJECT

public:
    explicit WatchSubscriptions(const WatchServices &services, QObject *parent = nullptr);
    ~WatchSubscriptions() override;

    /** Goes on where an earlier session ended; before add(). */
    void setPositions(const QHash<QString, KeptPosition> &positions) { m_positions = positions; }
    void add(const QString &channel, WatchSession::Start start);
    void remove(const QString &channel);
    /** Asks the server once more for those that it refused or ended. */
    void subscribeAgain(const QStringList &channels);
    /** Subscribes anew with the present options of the request, from where the channel is; no
     * effect where the server has subscribed us to it. */
    void renew(const QString &channel);
    /** Asks the channel's history for what is missing; the rows say how it went. */
    void fetchGap(const QString &channel, const OffsetGap &gap);

    /** The client is connected: what was refused for the time being is asked for again. */
    void awaitAnswers();
    /** Those channels that were asked for. */
    const SubscriptionTally &tally() const { return m_tally; }
    /** The server has refused the connection: that ends the subscriptions, whatever the client
     * still wants. */
    void setRefused(bool isRefused) { m_isRefused = isRefused; }
    /** The server does not know our positions any more. */
    void invalidatePositions();
    /** Unsubscribes from all. Nothing more is heard of them. */
    void end();

Q_SIGNALS:
    void tallyChanged();

private:
    struct Channel
    {
        std::unique_ptr<ChannelStream> stream;
        Centrifuge::Subscription *subscription = nullptr; ///< of the client; none if the server's
        ChannelState answer = ChannelState::Subscribing; ///< as it counts, where asked for
    };
    using Channels = QHash<QString, std::shared_ptr<Channel>>;

    Centrifuge::SubscriptionOptions optionsOf(const QString &channel) const;
    Centrifuge::Subscription *newSubscription(const QString &channel, WatchSession::Start start);
    void detach(const Channel &channel);
    std::unique_ptr<ChannelStream> makeStream(const QString &channel, SubscribedBy subscribedBy);
    void connectStates(Channel &channel);
    void connectMessages(Channel &channel);
    void showSubscribing(ChannelStream &stream, const Centrifuge::StateChange &change);
    void count(Channel &channel, ChannelState answer);

    void connectServerSide();
    ChannelStream &serverStream(const QString &name);
    void showServerSubscribed(const QString &name, const Centrifuge::SubscribedEvent &event);
    void endServerSide(const QString &name, const Centrifuge::StateChange &change);

    Centrifuge::Client &m_client;
    const WatchRequest &m_request;
    const TokenSource &m_tokens;
    WatcherOutput &m_output;
    const Centrifuge::Clock &m_clock;
    HistoryReader *const m_history;
    BackfillPolicy m_backfillPolicy;
    QHash<QString, KeptPosition> m_positions; ///< of an earlier session, until they are used
    Channels m_channels;
    Channels m_serverChannels; ///< that nobody here asked for
    SubscriptionTally m_tally; ///< of m_channels
    bool m_isRefused = false;
};
