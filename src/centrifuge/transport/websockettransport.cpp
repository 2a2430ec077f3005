// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/websockettransport.h"

#include "centrifuge/codes.h"
#include "centrifuge/transport/networksetup.h"
#include "centrifuge/transport/proxyerror.h"
#include "centrifuge/transport/socketobserver.h"
#include "centrifuge/transport/tlserror.h"
#include "centrifuge/transport/upgradeerror.h"
#include "centrifuge/transport/websocketreceiver.h"

#include <QNetworkRequest>
#include <QPointer>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <chrono>
#include <optional>

using namespace std::chrono_literals;

namespace Centrifuge {

namespace {

constexpr auto CloseLimit = 1s;
/** Far more than all subscribes of a connection; a peer that leaves this unread never reads. */
constexpr qint64 MaxUnsent = qint64(16) * 1024 * 1024;
constexpr qint64 Megabyte = qint64(1024) * 1024;

QString subprotocolName(WireFormat format)
{
    return format == WireFormat::Json ? QStringLiteral("centrifuge-json")
                                      : QStringLiteral("centrifuge-protobuf");
}

/**
 * QWebSocket as a Transport: for the upgrade, and for what is sent. What comes after the upgrade is
 * read by a WebSocketReceiver, because QWebSocket holds a message several times. What it lacks is
 * here: it does not disconnect after a failed handshake (fixed in 6.4.3), sets no limits, and waits
 * without end for a peer that does not read when it closes.
 */
class WebSocketTransport : public Transport
{
    Q_OBJECT

public:
    explicit WebSocketTransport(QObject *parent);
    ~WebSocketTransport() override;

    void open(const TransportRequest &request) override;
    void send(const QByteArray &frame) override;
    void close() override;
    void abort() override;

private:
    std::optional<Error> setUp(const TransportRequest &request);
    void observe();
    void finishOpening();
    void fail(QAbstractSocket::SocketError error);
    void checkLimits();
    void receive();
    void answerClose(int code, const QString &reason);
    void closeAtLimit();
    void awaitEnd();
    void endByClose();
    Error closeError() const;
    Error frameLimitError() const;
    Error socketError(QAbstractSocket::SocketError error);
    Error tlsError() const;
    void end(const Error &reason);

    QWebSocket *m_socket; ///< not a child: it may be in one of its own signals when we die
    SocketObserver m_observer{this};
    WebSocketReceiver m_receiver{this};
    QTimer m_closeTimer{this};
    UpgradeRequest m_upgrade;
    NetworkOptions m_network;
    WireFormat m_wireFormat = WireFormat::Protobuf;
    qint64 m_frameLimit = DefaultFrameLimit;
    std::optional<Error> m_closeReason; ///< of the peer, or what it did wrong
    bool m_isOpen = false;
    bool m_isClosing = false; ///< a close frame came or went
    bool m_isOver = false;
};

WebSocketTransport::WebSocketTransport(QObject *parent)
    : Transport(parent)
    , m_socket(new QWebSocket)
{
    m_closeTimer.setSingleShot(true);
    m_closeTimer.setInterval(CloseLimit);
    connect(&m_closeTimer, &QTimer::timeout, this, &WebSocketTransport::endByClose);
    connect(&m_observer, &SocketObserver::stepObserved, this, &Transport::stepObserved);
    connect(&m_observer, &SocketObserver::bytesReceived, this, &WebSocketTransport::checkLimits);
    connect(m_socket, &QWebSocket::connected, this, &WebSocketTransport::finishOpening);
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &WebSocketTransport::fail);
    connect(m_socket, &QWebSocket::aboutToClose, this, &WebSocketTransport::awaitEnd);
    connect(m_socket, &QWebSocket::disconnected, this, &WebSocketTransport::endByClose);
    connect(&m_receiver, &WebSocketReceiver::messageReceived, this, &Transport::frameReceived);
    connect(&m_receiver, &WebSocketReceiver::closeReceived, this, &WebSocketTransport::answerClose);
    connect(&m_receiver, &WebSocketReceiver::protocolViolated, this,
            &WebSocketTransport::answerClose);
    connect(&m_receiver, &WebSocketReceiver::limitExceeded, this,
            &WebSocketTransport::closeAtLimit);
}

WebSocketTransport::~WebSocketTransport()
{
    WebSocketTransport::abort();
}

void WebSocketTransport::open(const TransportRequest &request)
{
    if (const auto problem = setUp(request)) {
        end(*problem);
        return;
    }
    m_wireFormat = request.wireFormat;
    m_frameLimit = request.frameLimit;
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({subprotocolName(m_wireFormat)});
    QNetworkRequest upgrade(request.url);
    setHeaders(upgrade, request.network);
    const QPointer<Transport> alive(this); // what can't be opened is told at once
    m_socket->open(upgrade, options);
    if (alive && !m_isOver) {
        observe();
    }
}

std::optional<Error> WebSocketTransport::setUp(const TransportRequest &request)
{
    const QString scheme = request.url.scheme();
    const bool isWebSocket = scheme == u"ws" || scheme == u"wss";
    if (!isWebSocket || request.url.host().isEmpty()) {
        return badArgument(
            tr("\"%1\" is not a WebSocket address (ws:// or wss://).")
                .arg(request.url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)));
    }
    if (auto problem = findNetworkProblem(request.network)) {
        return problem;
    }
    if (scheme == u"wss") {
        const auto tls = makeSslConfiguration(request.network.tls);
        if (!tls) {
            return tls.error();
        }
        m_socket->setSslConfiguration(tls.value());
    }
    m_socket->setProxy(makeProxy(request.network.proxy));
    m_upgrade = {request.url.host(), request.network.origin, scheme == u"wss"};
    m_network = request.network;
    return std::nullopt;
}

/** QWebSocket makes a new socket in each open(); what it did there already is not seen. */
void WebSocketTransport::observe()
{
    m_observer.watch(m_socket->findChild<QAbstractSocket *>(QString(), Qt::FindDirectChildrenOnly));
}

void WebSocketTransport::send(const QByteArray &frame)
{
    if (!m_isOpen || m_isOver || m_isClosing) {
        return;
    }
    if (m_wireFormat == WireFormat::Json) {
        m_socket->sendTextMessage(QString::fromUtf8(frame));
    } else {
        m_socket->sendBinaryMessage(frame);
    }
}

void WebSocketTransport::close()
{
    if (m_isOver || m_isClosing) {
        return;
    }
    awaitEnd();
    m_socket->close();
}

void WebSocketTransport::abort()
{
    m_isOver = true;
    m_closeTimer.stop();
    m_receiver.stop();
    m_observer.stop();
    if (m_socket != nullptr) {
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket->deleteLater();
        m_socket = nullptr;
    }
}

void WebSocketTransport::finishOpening()
{
    if (m_wireFormat == WireFormat::Protobuf && m_socket->subprotocol().isEmpty()) {
        end({ErrorLayer::Protocol, 0, tr("The server does not offer the Protobuf protocol."),
             true});
        return;
    }
    m_isOpen = true;
    const QPointer<Transport> alive(this);
    m_observer.finish();
    if (alive && !m_isOver) {
        Q_EMIT opened();
    }
    if (alive && !m_isOver && !m_isClosing) {
        receive();
    }
}

/** From here on QWebSocket reads nothing. What came right behind the upgrade is still unread. */
void WebSocketTransport::receive()
{
    QAbstractSocket *connection = m_observer.socket();
    if (connection == nullptr) {
        end({ErrorLayer::Tcp, QAbstractSocket::NetworkError, tr("The connection is gone."), true});
        return;
    }
    QObject::disconnect(connection, &QIODevice::readyRead, m_socket, nullptr);
    m_receiver.start(connection, m_frameLimit);
}

void WebSocketTransport::fail(QAbstractSocket::SocketError error)
{
    if (m_isClosing) {
        return; // how it ended is in the close frame
    }
    end(socketError(error));
}

/** What a peer makes us hold that it never lets us pass on: QWebSocket itself has no limits there.
 */
void WebSocketTransport::checkLimits()
{
    if (m_isOver) {
        return;
    }
    if (!m_isOpen && m_observer.isAnswerFull()) {
        end({ErrorLayer::Protocol, 0,
             tr("The answer to the WebSocket upgrade has more than %1 KB and no end.")
                 .arg(SocketObserver::LargestAnswer / 1024),
             true});
    } else if (m_observer.bytesToWrite() > MaxUnsent) {
        end({ErrorLayer::WebSocket, CloseCode::PolicyViolation,
             tr("The server sends, but does not read: more than %1 MB for it wait here.")
                 .arg(MaxUnsent / Megabyte),
             true});
    }
}

/** Ends with the peer's code, or with our own where it broke the protocol. */
void WebSocketTransport::answerClose(int code, const QString &reason)
{
    if (m_isOver || m_isClosing) {
        return;
    }
    m_closeReason =
        Error{code >= int(FirstDisconnectCode) ? ErrorLayer::Server : ErrorLayer::WebSocket, code,
              reason, true};
    if (reason.isEmpty()) {
        m_closeReason->message = tr("The connection was closed with code %1.").arg(code);
    }
    awaitEnd();
    m_socket->close(QWebSocketProtocol::CloseCode(code));
}

void WebSocketTransport::closeAtLimit()
{
    if (m_isOver || m_isClosing) {
        return;
    }
    m_closeReason = frameLimitError();
    awaitEnd();
    m_socket->close(QWebSocketProtocol::CloseCodeTooMuchData);
}

void WebSocketTransport::awaitEnd()
{
    m_isClosing = true;
    if (!m_closeTimer.isActive()) {
        m_closeTimer.start();
    }
}

void WebSocketTransport::endByClose()
{
    // A failed connection is "disconnected" before it is an error, ...
    if (m_isClosing || m_socket->error() != QAbstractSocket::UnknownSocketError) {
        end(m_isClosing ? closeError() : socketError(m_socket->error()));
        return;
    }
    // ... and where TLS would have gone through a proxy, before the error is known.
    const auto endAtLast = [this] {
        if (!m_isOver) {
            end(socketError(m_socket->error()));
        }
    };
    QMetaObject::invokeMethod(this, endAtLast, Qt::QueuedConnection);
}

Error WebSocketTransport::closeError() const
{
    const int code = m_socket->closeCode();
    return m_closeReason.value_or(Error{ErrorLayer::WebSocket, code,
                                        tr("The connection was closed with code %1.").arg(code),
                                        true});
}

Error WebSocketTransport::frameLimitError() const
{
    const QString size = m_frameLimit < Megabyte ? tr("%1 bytes").arg(m_frameLimit)
                                                 : tr("%1 MB").arg(m_frameLimit / Megabyte);
    return {ErrorLayer::Protocol, FrameLimitExceeded,
            tr("The server sent more at once than the frame limit set here, %1.").arg(size), true};
}

Error WebSocketTransport::socketError(QAbstractSocket::SocketError error)
{
    const QString message = m_socket->errorString();
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return {ErrorLayer::NameResolution, error, message, true};
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return tlsError();
    default:
        break;
    }
    if (const auto proxyError = findProxyError(error, m_network.proxy, message)) {
        return *proxyError;
    }
    if (isTlsText(message)) {
        return tlsError();
    }
    // QWebSocket reports every failed upgrade as "connection refused" of an open TCP connection.
    if (!m_isOpen && m_observer.isTcpOpen() && error == QAbstractSocket::ConnectionRefusedError) {
        return makeUpgradeError(m_observer.takeAnswer(), m_upgrade);
    }
    if (!m_isOpen && m_observer.isTcpOpen() && error == QAbstractSocket::RemoteHostClosedError) {
        return makeEarlyEndError(m_observer.takeAnswer(), m_upgrade, error);
    }
    const bool isKnown = error != QAbstractSocket::UnknownSocketError; // -1 is no code
    return {ErrorLayer::Tcp, isKnown ? error : QAbstractSocket::NetworkError, message, true};
}

Error WebSocketTransport::tlsError() const
{
    return makeTlsError({m_upgrade.host, m_observer.tlsErrors(), m_socket->errorString(),
                         !m_network.tls.certificateFile.isEmpty()});
}

void WebSocketTransport::end(const Error &reason)
{
    if (m_isOver) {
        return;
    }
    Error shown = reason;
    shown.message = withoutSecrets(reason.message, m_network);
    abort();
    const QPointer<Transport> alive(this);
    m_observer.fail(shown);
    if (alive) {
        Q_EMIT closed(shown);
    }
}

} // namespace

TransportFactory webSocketTransports()
{
    return [](QObject *parent) -> Transport * { return new WebSocketTransport(parent); };
}

} // namespace Centrifuge

#include "websockettransport.moc"
