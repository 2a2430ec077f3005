// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What the explanations say of an address: of its path, and of what accepts connections there.

#include "monitor/explain/explanationsources.h"
#include "text/visibletext.h"

#include <QAbstractSocket>
#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <array>

using Centrifuge::Error;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("Explanation", text)

constexpr QLatin1String WebSocketPath("/connection/websocket");
constexpr QLatin1String ApiPath("/api");

/** Centrifugo's other endpoints that carry messages, by their default names. */
constexpr std::array OtherTransports{
    QLatin1String("/uni_websocket"),   QLatin1String("/uni_sse"),
    QLatin1String("/uni_http_stream"), QLatin1String("/sse"),
    QLatin1String("/http_stream"),     QLatin1String("/webtransport"),
    QLatin1String("/sockjs"),          QLatin1String("/emulation"),
};

/** The address with Centrifugo's path, to copy. */
QString withPath(const QString &address, QLatin1String path)
{
    QUrl url(address);
    url.setPath(path);
    return Text::visible(url.toString());
}

std::optional<LayerText> findWrongWebSocketPath(const QString &address, const QString &path)
{
    if (path.isEmpty()) {
        return LayerText{TEXT("The address has no path"),
                         TEXT("{url} names only the server; the WebSocket is at a path of it."),
                         TEXT("Add Centrifugo's path, as below."),
                         withPath(address, WebSocketPath)};
    }
    if (path.endsWith(ApiPath)) {
        return LayerText{TEXT("This is the address of the HTTP API, not of the WebSocket"),
                         TEXT("{url} takes calls of the API, and no connections."),
                         TEXT("Use the address of the WebSocket, by default the one below."),
                         withPath(address, WebSocketPath)};
    }
    const bool isOther = std::ranges::any_of(
        OtherTransports, [&path](QLatin1String end) { return path.endsWith(end); });
    if (!isOther) {
        return std::nullopt;
    }
    return LayerText{TEXT("This is the address of another transport"),
                     TEXT("{url} looks like Centrifugo's address for unidirectional clients, SSE "
                          "or HTTP streaming; this program needs its bidirectional WebSocket."),
                     TEXT("Use the address of the WebSocket, by default the one below."),
                     withPath(address, WebSocketPath)};
}

std::optional<LayerText> findWrongApiPath(const QString &address, const QString &path)
{
    if (path.isEmpty()) {
        return LayerText{TEXT("The address of the API has no path"),
                         TEXT("{url} names only the server; the HTTP API is at a path of it."),
                         TEXT("Add Centrifugo's path, as below."), withPath(address, ApiPath)};
    }
    const bool isOther = path.endsWith(WebSocketPath)
        || std::ranges::any_of(OtherTransports,
                               [&path](QLatin1String end) { return path.endsWith(end); });
    if (!isOther) {
        return std::nullopt;
    }
    return LayerText{TEXT("This is the address for connections, not of the HTTP API"),
                     TEXT("{url} is where clients connect; it takes no calls of the API."),
                     TEXT("Use the address of the API, by default the one below."),
                     withPath(address, ApiPath)};
}

enum class TcpEnd { Refused, Closed, Proxy, Other };

TcpEnd tcpEndOf(int code)
{
    switch (code) {
    case QAbstractSocket::ConnectionRefusedError:
        return TcpEnd::Refused;
    case QAbstractSocket::RemoteHostClosedError:
        return TcpEnd::Closed;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return TcpEnd::Proxy;
    default:
        return TcpEnd::Other;
    }
}

LayerText closedText(const ExplanationTemplate &format)
{
    if (format.context().asksAllNodes) {
        return {TEXT("The server closed the connection before it answered"),
                TEXT("A node of the server has most likely just ended or hangs: the others wait "
                     "for its answer, longer than the one at {url} may keep a request. Or the "
                     "server is shutting down, expects TLS (`https://`), or is another one."),
                TEXT("Ask again in some seconds, when the others no longer count on the node; "
                     "`info` lists those that are there.")};
    }
    if (format.isApi()) {
        return {
            TEXT("The server closed the connection before it answered"),
            TEXT("Something accepts connections at {url}, but ended this one: it may expect "
                 "TLS (`https://`), be another service, be shutting down, or be a proxy that "
                 "does not reach Centrifugo."),
            format.isQuery()
                ? TEXT("Check the scheme and port, and look into the server's log.")
                : TEXT("Whether the message was published is not known: look for it before you "
                       "publish it again. Then check the scheme and port, and the server's log.")};
    }
    return {TEXT("The server accepted the connection and closed it"),
            TEXT("Something listens at {url}, but ended the connection without a word: it may "
                 "expect TLS (`wss://`), be another service, be shutting down, or be a proxy or "
                 "firewall that does not reach Centrifugo."),
            TEXT("Check the scheme and port, and look into the log of what listens there.")};
}

} // namespace

std::optional<LayerText> findWrongPath(const ExplanationTemplate &format)
{
    const QString &address = format.context().url;
    const QUrl url(address);
    if (url.host().isEmpty()) {
        return std::nullopt;
    }
    QString path = url.path();
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    return format.isApi() ? findWrongApiPath(address, path) : findWrongWebSocketPath(address, path);
}

LayerText tcpText(const Error &error, const ExplanationTemplate &format)
{
    switch (tcpEndOf(error.code)) {
    case TcpEnd::Refused:
        return {TEXT("Nothing listens at the address"),
                TEXT("No server accepts connections at {url}: it is not running, listens on "
                     "another port, or a firewall is between."),
                TEXT("Start the server, or start the local server of this program."),
                QStringLiteral("docker compose --profile realtime up -d")};
    case TcpEnd::Closed:
        return closedText(format);
    case TcpEnd::Proxy:
        return {TEXT("The proxy did not open the way to the server"),
                TEXT("The connection to {url} goes through a proxy that is set in the profile or "
                     "on this machine, and the proxy failed or refused."),
                TEXT("Check the proxy's address, user and password, or connect without it.")};
    case TcpEnd::Other:
        break;
    }
    return {TEXT("The connection failed"),
            TEXT("The network did not carry the connection to {url}: there is no way to that host, "
                 "a firewall rejects it, or it broke off."),
            TEXT("Check the network, the VPN if there is one, and the address.")};
}

#undef TEXT
