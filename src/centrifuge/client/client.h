// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/callresults.h"
#include "centrifuge/client/clientoptions.h"
#include "centrifuge/client/subscription.h"
#include "centrifuge/connectionstep.h"
#include "centrifuge/error.h"
#include "centrifuge/events.h"
#include "centrifuge/result.h"
#include "centrifuge/transport/transport.h"
#include "centrifuge/values.h"

#include <QObject>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace Centrifuge {

class ClientPrivate;
class Clock;

template <typename T> using ResultHandler = std::function<void(const Result<T> &result)>;

/** Which part of a channel's history. */
struct HistoryOptions
{
    std::int32_t limit = 0; ///< 0 = the position only, -1 = as many as the server gives
    std::optional<StreamPosition> since; ///< exclusive
    bool reverse = false; ///< from the newest on
};

/**
 * A connection to Centrifugo as described by the SDK specification: three states, reconnects with
 * full-jitter back-off, resubscribes by itself. I/O thread.
 * Slots may call any method, including deleting the client.
 */
class Client : public QObject
{
    Q_OBJECT

public:
    enum class State { Disconnected, Connecting, Connected };
    Q_ENUM(State)

    /** `clock` must outlive the client. */
    Client(ClientOptions options, TransportFactory transports, const Clock &clock,
           QObject *parent = nullptr);
    ~Client() override;

    State state() const;
    /** That of the connection, or of the attempt that is under way or next. */
    QUrl url() const;

    void connectToServer();
    /** Ends the connection; subscriptions stay in Subscribing until the next connectToServer(). */
    void disconnectFromServer();
    /** While connecting: does not wait for the end of the back-off. */
    void retryNow();
    /** A hint that the network or the interface changed, or that the machine resumed: retries now,
     * or checks that the connection is alive. */
    void networkChanged();

    /** Creates an unsubscribed subscription, owned by the client; nullptr when the channel has one
     * already. */
    Subscription *newSubscription(const QString &channel, const SubscriptionOptions &options = {});
    Subscription *subscription(const QString &channel) const;
    /** Unsubscribes, and deletes it with deleteLater(). The channel is free at once. */
    void removeSubscription(Subscription *subscription);
    /** The channels that the server subscribed the connection to. Their events are signals of the
     * client, unless there is a Subscription of the channel that is not Unsubscribed: then they are
     * signals of that. */
    QStringList serverChannels() const;

    /** Commands wait until the matching endBatch(), in the same turn of the event loop, and are
     * then sent in as few frames as possible. */
    void beginBatch();
    void endBatch();

    // Each sends a command now. It fails with LocalError::Closed while not connected, and when the
    // connection is lost before the answer; nothing is sent twice. The handler may be called before
    // the function returns, and is not called when the client is destroyed first.
    void presence(const QString &channel, const ResultHandler<PresenceResult> &handler);
    void presenceStats(const QString &channel, const ResultHandler<PresenceStatsResult> &handler);
    void history(const QString &channel, const HistoryOptions &options,
                 const ResultHandler<HistoryResult> &handler);
    void rpc(const QString &method, const QByteArray &data,
             const ResultHandler<RpcResult> &handler);
    /** Fails with LocalError::Disabled unless ClientOptions::allowPublish is set. */
    void publish(const QString &channel, const QByteArray &data,
                 const ResultHandler<ClientPublishResult> &handler);
    /** Sends a message that has no answer. */
    Outcome send(const QByteArray &data);

Q_SIGNALS:
    void connecting(const Centrifuge::StateChange &change);
    void connected(const Centrifuge::ConnectedEvent &event);
    void disconnected(const Centrifuge::StateChange &change);
    /** An attempt or a token refresh failed, or the connection broke on what it received. */
    void errorOccurred(const Centrifuge::Error &error);
    void retryScheduled(int attempt, std::chrono::milliseconds delay); ///< attempt counts from 1
    void tokenExpiryChanged(std::chrono::seconds timeToLive); ///< 0 = does not expire
    /** The steps of each attempt from NameResolution to Connect, then those of each Subscribe; all
     * have the number of the attempt. */
    void stepObserved(const Centrifuge::ConnectionStep &step);
    void messageReceived(const QByteArray &data); ///< sent to this client, without a channel

    // Of the channels that the server subscribed the connection to, see serverChannels()
    void serverSubscribing(const QString &channel, const Centrifuge::StateChange &change);
    void serverSubscribed(const QString &channel, const Centrifuge::SubscribedEvent &event);
    void serverUnsubscribed(const QString &channel, const Centrifuge::StateChange &change);
    void serverPublicationReceived(const QString &channel,
                                   const Centrifuge::PublicationEvent &event);
    /** The server sent again what we had. */
    void serverDuplicateIgnored(const QString &channel, quint64 offset);
    void serverJoined(const QString &channel, const Centrifuge::ClientInfo &info);
    void serverLeft(const QString &channel, const Centrifuge::ClientInfo &info);

    /** A message that can't be read; `channel` is empty where that is not readable either. */
    void undecodableReceived(const QString &channel, const QByteArray &bytes, const QString &why);

private:
    std::unique_ptr<ClientPrivate> d;
};

} // namespace Centrifuge
