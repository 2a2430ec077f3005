// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/connectionsettings.h"
#include "support/testserver.h"

/** The connection to a test's server, as the environment would give it; for tests that link
 * `monitor`. A test may spoil it. */
inline ConnectionSettings serverConnection(const TestServer &server)
{
    ConnectionSettings connection;
    connection.source = ConnectionSettings::Source::Environment;
    connection.webSocketUrl = server.webSocketUrl();
    connection.apiUrl = server.apiUrl();
    connection.apiKey = Secret(TestServer::ApiKey);
    connection.tokenHmacSecret = Secret(TestServer::Secret);
    return connection;
}
