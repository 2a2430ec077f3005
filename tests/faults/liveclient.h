// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/client.h"
#include "centrifuge/clock.h"

#include <QStringList>

#include <chrono>
#include <functional>

/** Options with which a fault is over in milliseconds. */
Centrifuge::ClientOptions hastyOptions(const QUrl &url,
                                       Centrifuge::WireFormat wire = Centrifuge::WireFormat::Json);

/** The name of a layer in the events below, such as "Http". */
QString layerName(Centrifuge::ErrorLayer layer);

/**
 * A client on a real socket, in the thread of the test, and what it says as lines of text:
 * "connecting 0", "error Http 403", "connected c1", "disconnected 3500 invalid token", and with the
 * channel in front "news subscribed", "news publication 8 {}".
 */
class LiveClient
{
public:
    explicit LiveClient(const Centrifuge::ClientOptions &options);
    /** On another clock, which outlives it. */
    LiveClient(const Centrifuge::ClientOptions &options, const Centrifuge::Clock &clock);

    Centrifuge::Client &client() { return m_client; }
    Centrifuge::Client::State state() const { return m_client.state(); }
    bool isConnected() const { return state() == Centrifuge::Client::State::Connected; }
    Centrifuge::Subscription *subscribe(const QString &channel,
                                        const Centrifuge::SubscriptionOptions &options = {});

    const QStringList &events() const { return m_events; }
    qsizetype count(const QString &event) const { return m_events.count(event); }
    /** Those that begin so. */
    QStringList eventsLike(const QString &beginning) const;
    const Centrifuge::Error &lastError() const { return m_lastError; }
    const Centrifuge::SubscribedEvent &lastSubscribed() const { return m_lastSubscribed; }
    int retries() const { return m_retries; } ///< attempts that were announced

    std::function<void()> onEvent; ///< after each

private:
    void watchClient();
    void watch(Centrifuge::Subscription *subscription);
    void add(const QString &event)
    {
        m_events.append(event);
        if (onEvent) {
            onEvent();
        }
    }

    Centrifuge::SystemClock m_clock;
    Centrifuge::Client m_client;
    QStringList m_events;
    Centrifuge::Error m_lastError;
    Centrifuge::SubscribedEvent m_lastSubscribed;
    int m_retries = 0;
};
