// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/connectionsettings.h"

QUrl defaultWebSocketUrl()
{
    return QUrl(QStringLiteral("ws://localhost:8000/connection/websocket"));
}

QUrl defaultApiUrl()
{
    return QUrl(QStringLiteral("http://localhost:8000/api"));
}
