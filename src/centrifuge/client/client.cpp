// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/client.h"

#include "centrifuge/client/clientprivate.h"
#include "centrifuge/client/subscriptionprivate.h"

namespace Centrifuge {

namespace {

/** Hands on the kind of result that was asked for. */
template <typename T> CallHandler expecting(ResultHandler<T> handler)
{
    return [handler = std::move(handler)](const CallResult &result, auto) {
        if (!handler) {
            return;
        }
        if (!result) {
            handler(result.error());
        } else if (const T *value = std::get_if<T>(&result.value())) {
            handler(*value);
        } else {
            handler(Error{ErrorLayer::Protocol, 0,
                          Client::tr("The answer is not one to what was asked."), true});
        }
    };
}

} // namespace

Client::Client(ClientOptions options, TransportFactory transports, const Clock &clock,
               QObject *parent)
    : QObject(parent)
    , d(std::make_unique<ClientPrivate>(*this, std::move(options), std::move(transports), clock))
{
    connect(&d->steps(), &StepReporter::stepObserved, this, &Client::stepObserved);
    const ServerSubscriptions *server = &d->serverSubscriptions();
    connect(server, &ServerSubscriptions::subscribing, this, &Client::serverSubscribing);
    connect(server, &ServerSubscriptions::subscribed, this, &Client::serverSubscribed);
    connect(server, &ServerSubscriptions::unsubscribed, this, &Client::serverUnsubscribed);
    connect(server, &ServerSubscriptions::publicationReceived, this,
            &Client::serverPublicationReceived);
    connect(server, &ServerSubscriptions::duplicateIgnored, this, &Client::serverDuplicateIgnored);
    connect(server, &ServerSubscriptions::joined, this, &Client::serverJoined);
    connect(server, &ServerSubscriptions::left, this, &Client::serverLeft);
}

Client::~Client() = default;

Client::State Client::state() const
{
    return d->state();
}

QUrl Client::url() const
{
    return d->url();
}

void Client::connectToServer()
{
    d->connectToServer();
}

void Client::disconnectFromServer()
{
    d->disconnectFromServer();
}

void Client::retryNow()
{
    d->retryNow();
}

void Client::networkChanged()
{
    d->networkChanged();
}

Subscription *Client::newSubscription(const QString &channel, const SubscriptionOptions &options)
{
    return d->createSubscription(channel, options);
}

Subscription *Client::subscription(const QString &channel) const
{
    const SubscriptionPrivate *found = d->registry().find(channel);
    return found != nullptr ? &found->subscription() : nullptr;
}

void Client::removeSubscription(Subscription *subscription)
{
    d->registry().discard(subscription);
}

QStringList Client::serverChannels() const
{
    return d->serverSubscriptions().channels();
}

void Client::beginBatch()
{
    d->commands().beginBatch();
}

void Client::endBatch()
{
    d->commands().endBatch();
}

void Client::presence(const QString &channel, const ResultHandler<PresenceResult> &handler)
{
    d->commands().call(PresenceCommand{channel}, expecting(handler));
}

void Client::presenceStats(const QString &channel,
                           const ResultHandler<PresenceStatsResult> &handler)
{
    d->commands().call(PresenceStatsCommand{channel}, expecting(handler));
}

void Client::history(const QString &channel, const HistoryOptions &options,
                     const ResultHandler<HistoryResult> &handler)
{
    d->commands().call(HistoryCommand{channel, options.limit, options.since, options.reverse},
                       expecting(handler));
}

void Client::rpc(const QString &method, const QByteArray &data,
                 const ResultHandler<RpcResult> &handler)
{
    if (const auto fault = d->commands().findPayloadFault(data)) {
        expecting(handler)(*fault, {});
    } else {
        d->commands().call(RpcCommand{method, data}, expecting(handler));
    }
}

void Client::publish(const QString &channel, const QByteArray &data,
                     const ResultHandler<ClientPublishResult> &handler)
{
    if (!d->options().allowPublish) {
        expecting(handler)(localError(LocalError::Disabled,
                                      tr("This client may not publish: that is what the server's "
                                         "API is for.")),
                           {});
    } else if (const auto fault = d->commands().findPayloadFault(data)) {
        expecting(handler)(*fault, {});
    } else {
        d->commands().call(PublishCommand{channel, data}, expecting(handler));
    }
}

Outcome Client::send(const QByteArray &data)
{
    if (auto fault = d->commands().findPayloadFault(data)) {
        return *fault;
    }
    return d->commands().send(SendCommand{data});
}

} // namespace Centrifuge
