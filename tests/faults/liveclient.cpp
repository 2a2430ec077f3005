// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "faults/liveclient.h"

#include "centrifuge/transport/websockettransport.h"

using namespace Centrifuge;
using namespace std::chrono_literals;

namespace {

QString changeText(const QString &what, const StateChange &change)
{
    return QStringLiteral("%1 %2 %3").arg(what).arg(change.code).arg(change.reason).trimmed();
}

QString errorText(const QString &what, const Error &error)
{
    return QStringLiteral("%1 %2 %3").arg(what, layerName(error.layer)).arg(error.code);
}

} // namespace

ClientOptions hastyOptions(const QUrl &url, WireFormat wire)
{
    ClientOptions options;
    options.urls = {url};
    options.wireFormat = wire;
    options.minReconnectDelay = 1ms;
    options.maxReconnectDelay = 5ms;
    return options;
}

QString layerName(ErrorLayer layer)
{
    static const QStringList names{
        QStringLiteral("Local"),   QStringLiteral("NameResolution"), QStringLiteral("Tcp"),
        QStringLiteral("Tls"),     QStringLiteral("Http"),           QStringLiteral("WebSocket"),
        QStringLiteral("Timeout"), QStringLiteral("Protocol"),       QStringLiteral("Server"),
    };
    return names.value(int(layer));
}

LiveClient::LiveClient(const ClientOptions &options)
    : m_client(options, webSocketTransports(), m_clock)
{
    watchClient();
}

LiveClient::LiveClient(const ClientOptions &options, const Clock &clock)
    : m_client(options, webSocketTransports(), clock)
{
    watchClient();
}

QStringList LiveClient::eventsLike(const QString &beginning) const
{
    QStringList found;
    for (const QString &event : m_events) {
        if (event.startsWith(beginning)) {
            found.append(event);
        }
    }
    return found;
}

Subscription *LiveClient::subscribe(const QString &channel, const SubscriptionOptions &options)
{
    Subscription *subscription = m_client.newSubscription(channel, options);
    watch(subscription);
    subscription->subscribe();
    return subscription;
}

void LiveClient::watchClient()
{
    QObject::connect(&m_client, &Client::connecting, &m_client, [this](const StateChange &change) {
        add(changeText(QStringLiteral("connecting"), change));
    });
    QObject::connect(&m_client, &Client::connected, &m_client, [this](const ConnectedEvent &event) {
        add(QStringLiteral("connected ") + event.client);
    });
    QObject::connect(&m_client, &Client::disconnected, &m_client,
                     [this](const StateChange &change) {
                         add(changeText(QStringLiteral("disconnected"), change));
                     });
    QObject::connect(&m_client, &Client::errorOccurred, &m_client, [this](const Error &error) {
        m_lastError = error;
        add(errorText(QStringLiteral("error"), error));
    });
    QObject::connect(&m_client, &Client::retryScheduled, &m_client, [this] { ++m_retries; });
    QObject::connect(&m_client, &Client::undecodableReceived, &m_client,
                     [this](const QString &channel) {
                         add(QStringLiteral("undecodable %1").arg(channel).trimmed());
                     });
}

void LiveClient::watch(Subscription *subscription)
{
    const QString channel = subscription->channel();
    QObject::connect(subscription, &Subscription::subscribing, subscription,
                     [this, channel](const StateChange &change) {
                         add(changeText(channel + QStringLiteral(" subscribing"), change));
                     });
    QObject::connect(subscription, &Subscription::subscribed, subscription,
                     [this, channel](const SubscribedEvent &event) {
                         m_lastSubscribed = event;
                         add(channel + QStringLiteral(" subscribed"));
                     });
    QObject::connect(subscription, &Subscription::unsubscribed, subscription,
                     [this, channel](const StateChange &change) {
                         add(changeText(channel + QStringLiteral(" unsubscribed"), change));
                     });
    QObject::connect(subscription, &Subscription::publicationReceived, subscription,
                     [this, channel](const PublicationEvent &event) {
                         const Publication &publication = event.publication;
                         add(QStringLiteral("%1 %2 %3 %4")
                                 .arg(channel,
                                      event.recovered ? QStringLiteral("recovered")
                                                      : QStringLiteral("publication"))
                                 .arg(publication.offset)
                                 .arg(QString::fromUtf8(publication.data)));
                     });
    QObject::connect(subscription, &Subscription::errorOccurred, subscription,
                     [this, channel](const Error &error) {
                         add(errorText(channel + QStringLiteral(" error"), error));
                     });
}
