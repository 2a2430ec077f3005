// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/socketobserver.h"

#include "centrifuge/clock.h"

#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslSocket>

namespace Centrifuge {

namespace {

constexpr qint64 QuotedAnswer = 4096;
/** What is not read yet stays in the system, which then holds the peer back. */
constexpr qint64 LargestRead = qint64(1024) * 1024;

QString addressOf(const QAbstractSocket &socket)
{
    const QHostAddress address = socket.peerAddress();
    const QString host = address.protocol() == QAbstractSocket::IPv6Protocol
        ? QStringLiteral("[%1]").arg(address.toString())
        : address.toString();
    return QStringLiteral("%1:%2").arg(host, QString::number(socket.peerPort()));
}

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    default:
        return QStringLiteral("TLS");
    }
}

} // namespace

void SocketObserver::watch(QAbstractSocket *socket)
{
    m_socket = socket;
    if (socket == nullptr) {
        return;
    }
    connect(socket, &QAbstractSocket::hostFound, this, &SocketObserver::readResolved);
    connect(socket, &QAbstractSocket::connected, this, &SocketObserver::readConnected);
    connect(socket, &QAbstractSocket::readyRead, this, &SocketObserver::bytesReceived);
    socket->startTransaction();
    socket->setReadBufferSize(LargestAnswer);
    if (auto *secure = qobject_cast<QSslSocket *>(socket)) {
        connect(secure, &QSslSocket::encrypted, this, &SocketObserver::readEncrypted);
    }
    if (socket->state() == QAbstractSocket::HostLookupState) {
        begin(Kind::NameResolution);
        return;
    }
    const QPointer<SocketObserver> alive(this);
    const bool isNumber = !QHostAddress(socket->peerName()).isNull();
    report(Kind::NameResolution, State::NotObserved,
           isNumber ? tr("The host is given as an address.")
                    : tr("The address was known already, or a proxy looks it up."));
    if (alive) {
        begin(Kind::Tcp);
    }
}

void SocketObserver::finish()
{
    if (m_socket) {
        m_socket->commitTransaction();
        m_socket->setReadBufferSize(LargestRead);
    }
    if (m_step == Kind::Upgrade) {
        end(State::Done, tr("HTTP status 101"));
    }
}

void SocketObserver::fail(const Error &error)
{
    if (m_step) {
        end(State::Failed, error.message, error);
    }
}

void SocketObserver::stop()
{
    if (m_socket) {
        m_socket->disconnect(this);
    }
}

bool SocketObserver::isAnswerFull()
{
    if (!m_socket || !m_socket->isTransactionStarted()) {
        return false;
    }
    const qint64 unread = m_socket->bytesAvailable();
    m_socket->rollbackTransaction();
    const qint64 kept = m_socket->bytesAvailable();
    m_socket->startTransaction();
    m_socket->skip(kept - unread);
    return kept >= LargestAnswer;
}

qint64 SocketObserver::bytesToWrite() const
{
    if (!m_socket) {
        return 0;
    }
    const auto *secure = qobject_cast<const QSslSocket *>(m_socket.data());
    return m_socket->bytesToWrite() + (secure != nullptr ? secure->encryptedBytesToWrite() : 0);
}

QByteArray SocketObserver::takeAnswer()
{
    if (!m_socket || !m_socket->isTransactionStarted()) {
        return {};
    }
    m_socket->rollbackTransaction();
    return m_socket->peek(QuotedAnswer);
}

QList<QSslError> SocketObserver::tlsErrors() const
{
    const auto *secure = qobject_cast<const QSslSocket *>(m_socket.data());
    return secure != nullptr ? secure->sslHandshakeErrors() : QList<QSslError>();
}

void SocketObserver::readResolved()
{
    if (m_step != Kind::NameResolution) {
        return;
    }
    const QPointer<SocketObserver> alive(this);
    end(State::Done, {});
    if (alive) {
        begin(Kind::Tcp);
    }
}

void SocketObserver::readConnected()
{
    m_isTcpOpen = true;
    if (m_step != Kind::Tcp) {
        return;
    }
    const QPointer<SocketObserver> alive(this);
    const bool isSecure = qobject_cast<QSslSocket *>(m_socket.data()) != nullptr;
    // A tunnel has no address of the server: only the proxy knows it.
    end(State::Done,
        m_socket->peerAddress().isNull() ? tr("through a proxy") : addressOf(*m_socket));
    if (alive) {
        begin(isSecure ? Kind::Tls : Kind::Upgrade);
    }
}

void SocketObserver::readEncrypted()
{
    const auto *secure = qobject_cast<QSslSocket *>(m_socket.data());
    if (m_step != Kind::Tls || secure == nullptr) {
        return;
    }
    const QPointer<SocketObserver> alive(this);
    QStringList parts{protocolName(secure->sessionProtocol()), secure->sessionCipher().name()};
    if (secure->sslConfiguration().peerVerifyMode() == QSslSocket::VerifyNone) {
        parts.append(tr("the certificate was not verified"));
    }
    end(State::Done, parts.join(u", "));
    if (alive) {
        begin(Kind::Upgrade);
    }
}

void SocketObserver::begin(Kind kind)
{
    m_step = kind;
    report(kind, State::Started, {});
}

void SocketObserver::end(State state, const QString &detail, const Error &error)
{
    const Kind kind = *m_step;
    m_step.reset();
    report(kind, state, detail, error);
}

void SocketObserver::report(Kind kind, State state, const QString &detail, const Error &error)
{
    Q_EMIT stepObserved({kind, state, SystemClock().monotonic(), detail, error});
}

} // namespace Centrifuge
