// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "support/testauthority.h"
#include "websocketpeers.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>

/** How a peer speaks TLS. */
struct SecureTerms
{
    TestIdentity identity;
    QSsl::SslProtocol protocol = QSsl::SecureProtocols;
    QByteArray clientAuthority{}; ///< demands a client certificate issued by it
};

/** Speaks TLS; accepts each upgrade to a WebSocket and answers each other request as Centrifugo's
 * API does when it has published. */
class SecurePeer
{
public:
    explicit SecurePeer(const SecureTerms &terms)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(terms.identity.certificate));
        configuration.setPrivateKey(QSslKey(terms.identity.key, QSsl::Ec));
        configuration.setProtocol(terms.protocol);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        if (!terms.clientAuthority.isEmpty()) {
            configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
            configuration.setCaCertificates(QSslCertificate::fromData(terms.clientAuthority));
        }
        m_server.setSslConfiguration(configuration);
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::pendingConnectionAvailable, &m_server, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, &m_server,
                             [this, socket] { respond(socket); });
        });
    }

    quint16 port() const { return m_server.serverPort(); }
    QByteArray request; ///< all that came, from all connections

private:
    void respond(QTcpSocket *socket)
    {
        QByteArray &received = m_received[socket];
        received += socket->readAll();
        request += received;
        if (!received.contains("\r\n\r\n")) {
            return;
        }
        const bool isUpgrade = received.toLower().contains("upgrade: websocket");
        socket->write(isUpgrade ? acceptance(received)
                                : "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                  "Content-Length: 13\r\n\r\n{\"result\":{}}");
    }

    QSslServer m_server;
    QMap<QTcpSocket *, QByteArray> m_received;
};
