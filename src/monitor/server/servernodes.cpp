// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/servernodes.h"

#include "monitor/profile/nodeapi.h"

#include <QHash>

namespace {

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
        if (nodes.size() == MaxNodes) {
            break;
        }
        ServerNode node{nodeName(url), connection};
        node.connection.webSocketUrl = url;
        node.connection.otherWebSocketUrls.clear();
        node.connection.apiUrl = nodeApiUrl(connection.apiUrl, connection.webSocketUrl, url);
        ++sharers[node.connection.apiUrl.toString()];
        nodes.push_back(node);
    }
    for (ServerNode &node : nodes) {
        node.hasOwnApi = sharers.value(node.connection.apiUrl.toString()) == 1;
    }
    return nodes;
}
