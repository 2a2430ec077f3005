// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/servernodes.h"

#include <QHash>

namespace {

int portOf(const QUrl &url)
{
    constexpr int Plain = 80;
    constexpr int Secure = 443;
    const bool isSecure =
        url.scheme() == QLatin1String("wss") || url.scheme() == QLatin1String("https");
    return url.port(isSecure ? Secure : Plain);
}

/** The API of the node whose WebSocket is at `node`. */
QUrl apiBeside(const QUrl &node, const ConnectionSettings &connection)
{
    QUrl api = connection.apiUrl;
    if (api.host() != connection.webSocketUrl.host()) {
        return api;
    }
    const bool isSamePort = portOf(api) == portOf(connection.webSocketUrl);
    api.setHost(node.host());
    if (isSamePort) {
        api.setPort(portOf(node));
    }
    return api;
}

QString nodeName(const QUrl &url)
{
    return url.host() + u':' + QString::number(portOf(url));
}

} // namespace

std::vector<ServerNode> nodesOf(const ConnectionSettings &connection)
{
    std::vector<ServerNode> nodes;
    QHash<QString, int> sharers; // of an API
    if (connection.source == ConnectionSettings::Source::None) {
        return nodes;
    }
    const QList<QUrl> urls = QList<QUrl>{connection.webSocketUrl} + connection.otherWebSocketUrls;
    for (const QUrl &url : urls) {
        if (nodes.size() == MostNodes) {
            break;
        }
        ServerNode node{nodeName(url), connection};
        node.connection.webSocketUrl = url;
        node.connection.otherWebSocketUrls.clear();
        node.connection.apiUrl = apiBeside(url, connection);
        ++sharers[node.connection.apiUrl.toString()];
        nodes.push_back(node);
    }
    for (ServerNode &node : nodes) {
        node.hasOwnApi = sharers.value(node.connection.apiUrl.toString()) == 1;
    }
    return nodes;
}
