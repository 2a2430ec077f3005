// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/nodeapi.h"

namespace {

bool isEncrypted(const QUrl &url)
{
    return url.scheme() == QLatin1String("wss") || url.scheme() == QLatin1String("https");
}

} // namespace

int portOf(const QUrl &url)
{
    constexpr int Plain = 80;
    constexpr int Encrypted = 443;
    return url.port(isEncrypted(url) ? Encrypted : Plain);
}

QUrl nodeApiUrl(const QUrl &api, const QUrl &first, const QUrl &node)
{
    if (api.host() != first.host() || node == first) {
        return api;
    }
    QUrl url = api;
    url.setHost(node.host());
    if (portOf(api) == portOf(first)) {
        url.setScheme(isEncrypted(node) ? QStringLiteral("https") : QStringLiteral("http"));
        url.setPort(node.port());
    }
    return url;
}
