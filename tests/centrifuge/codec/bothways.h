// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "centrifuge/clock.h"
#include "centrifuge/transport/websockettransport.h"

#include <QTest>

#include <memory>
#include <optional>

/** One attempt to open a WebSocket, with its steps. */
class WebSocketWay
{
public:
    WebSocketWay(const QUrl &url, const Centrifuge::NetworkOptions &options)
        : m_transport(Centrifuge::webSocketTransports()(nullptr))
    {
        using Centrifuge::Transport;
        QObject::connect(m_transport.get(), &Transport::opened, m_transport.get(),
                         [this] { end = Centrifuge::Error{}; });
        QObject::connect(m_transport.get(), &Transport::closed, m_transport.get(),
                         [this](const Centrifuge::Error &reason) { end = reason; });
        QObject::connect(m_transport.get(), &Transport::stepObserved, m_transport.get(),
                         [this](const Centrifuge::ConnectionStep &step) { steps.append(step); });
        m_transport->open({url, Centrifuge::WireFormat::Json, 1000, options});
    }

    /** "name not observed", "tcp started" … */
    QStringList words() const
    {
        static const QStringList kinds{QStringLiteral("name"),    QStringLiteral("tcp"),
                                       QStringLiteral("tls"),     QStringLiteral("upgrade"),
                                       QStringLiteral("connect"), QStringLiteral("subscribe")};
        static const QStringList states{QStringLiteral("started"), QStringLiteral("done"),
                                        QStringLiteral("failed"), QStringLiteral("not observed")};
        QStringList result;
        for (const Centrifuge::ConnectionStep &step : steps) {
            result.append(kinds[int(step.kind)] + u' ' + states[int(step.state)]);
        }
        return result;
    }

    std::optional<Centrifuge::Error> end; ///< the empty error when it opened
    QList<Centrifuge::ConnectionStep> steps;

private:
    std::unique_ptr<Centrifuge::Transport> m_transport;
};

/** One publish. */
class HttpWay
{
public:
    HttpWay(const QUrl &url, const Centrifuge::NetworkOptions &options)
        : m_api({.url = url,
                 .apiKey = "CANARY-key-51c2",
                 .timeout = std::chrono::seconds(5),
                 .network = options},
                m_clock)
    {
        m_api.publish({QStringLiteral("chat"), "{}", {}, {}},
                      [this](const Centrifuge::PublishResult &result) {
                          end = result ? Centrifuge::Error{} : result.error();
                      });
    }

    std::optional<Centrifuge::Error> end; ///< the empty error when it was published

private:
    Centrifuge::SystemClock m_clock;
    Centrifuge::ServerApi m_api;
};
