// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "support/secureserver.h"
#include "websocketpeers.h"

/** Speaks TLS; accepts each upgrade to a WebSocket and answers each other request as Centrifugo's
 * API does when it has published. */
class SecurePeer
{
public:
    explicit SecurePeer(const SecureTerms &terms)
        : m_server(terms, [this](const QByteArray &received) { return answer(received); })
    {
    }

    quint16 port() const { return m_server.serverPort(); }

    QByteArray request; ///< all that came, from all connections

private:
    QByteArray answer(const QByteArray &received)
    {
        request += received;
        if (!received.contains("\r\n\r\n")) {
            return {};
        }
        return received.toLower().contains("upgrade: websocket")
            ? acceptance(received)
            : QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                         "Content-Length: 13\r\n\r\n{\"result\":{}}");
    }

    SecureServer m_server;
};
