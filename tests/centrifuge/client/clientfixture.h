// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/client.h"
#include "support/fakeclock.h"
#include "support/faketransport.h"

#include <QMetaType>
#include <QStringList>

#include <functional>
#include <memory>

inline const Centrifuge::Error NoNetwork{Centrifuge::ErrorLayer::Tcp, 1,
                                         QStringLiteral("no network"), true};

/** A client on fakes, and everything it says as lines of text. JSON format, no jitter. */
class ClientFixture
{
public:
    /** What happens to a client, as a column of a table. */
    using Act = std::function<void(ClientFixture &)>;

    enum class Wire { Json, AsGiven };

    explicit ClientFixture(Centrifuge::ClientOptions options = {}, Wire wire = Wire::Json)
    {
        if (options.urls.isEmpty()) {
            options.urls = {QUrl(QStringLiteral("ws://server/connection/websocket"))};
        }
        if (wire == Wire::Json) {
            options.wireFormat = Centrifuge::WireFormat::Json;
        }
        if (!options.random) {
            options.random = [] { return 0.0; };
        }
        client = std::make_unique<Centrifuge::Client>(options, transports.factory(), clock);
        recordClient();
        recordServerSubscriptions();
    }

    FakeTransport *transport() const { return transports.last(); }

    /** What was said since the last call. */
    QStringList takeEvents() { return std::exchange(events, {}); }

    /** Connects to a server that answers with `content`. */
    void connectWith(const QByteArray &content = R"("connect":{"client":"c1","version":"v"})")
    {
        if (client->state() == Centrifuge::Client::State::Disconnected) {
            client->connectToServer();
        }
        transport()->accept();
        transport()->reply(QStringLiteral("connect"), content);
    }
    /** The same after a lost connection: waits for the next attempt. */
    void reconnect()
    {
        client->retryNow();
        connectWith();
    }
    /** The same where the client is trying; nothing where the connection is still there. */
    void connectIfLost()
    {
        if (client->state() == Centrifuge::Client::State::Connecting) {
            connectWith();
        }
    }
    /** One after the other, as long as the client lives. */
    void whileAlive(std::initializer_list<Act> acts)
    {
        for (const Act &act : acts) {
            if (client) {
                act(*this);
            }
        }
    }

    Centrifuge::Subscription *subscribe(const QString &channel,
                                        const Centrifuge::SubscriptionOptions &options = {})
    {
        Centrifuge::Subscription *subscription = client->newSubscription(channel, options);
        recordSubscription(subscription);
        subscription->subscribe();
        return subscription;
    }

    void record(const QString &text)
    {
        events.append(text);
        if (onRecord) {
            onRecord(text);
        }
    }
    void recordSubscription(Centrifuge::Subscription *subscription);

    FakeClock clock;
    FakeTransports transports;
    std::unique_ptr<Centrifuge::Client> client;
    QStringList events;
    Centrifuge::SubscribedEvent lastServerEvent;
    std::function<void(const QString &)> onRecord; ///< for handlers that interfere

private:
    void recordClient();
    void recordServerSubscriptions();
    void recordChange(const QString &what, const Centrifuge::StateChange &change)
    {
        record(QStringLiteral("%1 %2 %3").arg(what).arg(change.code).arg(change.reason));
    }
    void recordError(const QString &what, const Centrifuge::Error &error)
    {
        record(QStringLiteral("%1 %2 %3").arg(what).arg(int(error.layer)).arg(error.code));
    }
};

Q_DECLARE_METATYPE(ClientFixture::Act)

inline void ClientFixture::recordClient()
{
    using Centrifuge::Client;
    Client *const source = client.get();
    QObject::connect(source, &Client::connecting, source, [this](const auto &change) {
        recordChange(QStringLiteral("connecting"), change);
    });
    QObject::connect(source, &Client::connected, source, [this](const auto &event) {
        record(QStringLiteral("connected ") + event.client);
    });
    QObject::connect(source, &Client::disconnected, source, [this](const auto &change) {
        recordChange(QStringLiteral("disconnected"), change);
    });
    QObject::connect(source, &Client::errorOccurred, source,
                     [this](const auto &error) { recordError(QStringLiteral("error"), error); });
    QObject::connect(source, &Client::retryScheduled, source,
                     [this](int attempt, std::chrono::milliseconds delay) {
                         record(QStringLiteral("retry %1 %2").arg(attempt).arg(delay.count()));
                     });
    QObject::connect(source, &Client::tokenExpiryChanged, source, [this](std::chrono::seconds ttl) {
        if (ttl.count() > 0) {
            record(QStringLiteral("expiry %1").arg(ttl.count()));
        }
    });
    QObject::connect(source, &Client::messageReceived, source, [this](const QByteArray &data) {
        record(QStringLiteral("message ") + QString::fromUtf8(data));
    });
    QObject::connect(
        source, &Client::undecodableReceived, source,
        [this](const QString &channel, const QByteArray &bytes) {
            record(QStringLiteral("undecodable %1 %2").arg(channel, QString::fromUtf8(bytes)));
        });
}

inline void ClientFixture::recordServerSubscriptions()
{
    using Centrifuge::Client;
    Client *const source = client.get();
    QObject::connect(source, &Client::serverSubscribing, source,
                     [this](const QString &channel, const auto &change) {
                         recordChange(channel + QStringLiteral(" server subscribing"), change);
                     });
    QObject::connect(source, &Client::serverSubscribed, source,
                     [this](const QString &channel, const Centrifuge::SubscribedEvent &event) {
                         record(channel + QStringLiteral(" server subscribed"));
                         lastServerEvent = event;
                     });
    QObject::connect(source, &Client::serverUnsubscribed, source,
                     [this](const QString &channel, const auto &change) {
                         recordChange(channel + QStringLiteral(" server unsubscribed"), change);
                     });
    QObject::connect(
        source, &Client::serverPublicationReceived, source,
        [this](const QString &channel, const Centrifuge::PublicationEvent &event) {
            const QString kind =
                event.recovered ? QStringLiteral("recovered") : QStringLiteral("publication");
            record(
                QStringLiteral("%1 server %2 %3").arg(channel, kind).arg(event.publication.offset));
        });
    QObject::connect(source, &Client::serverJoined, source,
                     [this](const QString &channel, const auto &info) {
                         record(channel + QStringLiteral(" server join ") + info.user);
                     });
    QObject::connect(source, &Client::serverLeft, source,
                     [this](const QString &channel, const auto &info) {
                         record(channel + QStringLiteral(" server leave ") + info.user);
                     });
}

inline void ClientFixture::recordSubscription(Centrifuge::Subscription *subscription)
{
    using Centrifuge::Subscription;
    const QString channel = subscription->channel();
    QObject::connect(subscription, &Subscription::subscribing, subscription,
                     [this, channel](const auto &change) {
                         recordChange(channel + QStringLiteral(" subscribing"), change);
                     });
    QObject::connect(
        subscription, &Subscription::subscribed, subscription,
        [this, channel](const auto &) { record(channel + QStringLiteral(" subscribed")); });
    QObject::connect(subscription, &Subscription::unsubscribed, subscription,
                     [this, channel](const auto &change) {
                         recordChange(channel + QStringLiteral(" unsubscribed"), change);
                     });
    QObject::connect(subscription, &Subscription::publicationReceived, subscription,
                     [this, channel](const Centrifuge::PublicationEvent &event) {
                         const QString kind = event.recovered ? QStringLiteral("recovered")
                                                              : QStringLiteral("publication");
                         record(QStringLiteral("%1 %2 %3 %4")
                                    .arg(channel, kind)
                                    .arg(event.publication.offset)
                                    .arg(QString::fromUtf8(event.publication.data)));
                     });
    QObject::connect(subscription, &Subscription::joined, subscription,
                     [this, channel](const auto &info) {
                         record(channel + QStringLiteral(" join ") + info.user);
                     });
    QObject::connect(subscription, &Subscription::left, subscription,
                     [this, channel](const auto &info) {
                         record(channel + QStringLiteral(" leave ") + info.user);
                     });
    QObject::connect(subscription, &Subscription::errorOccurred, subscription,
                     [this, channel](const auto &error) {
                         recordError(channel + QStringLiteral(" error"), error);
                     });
}
