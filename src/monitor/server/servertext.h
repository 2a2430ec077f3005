// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "monitor/explain/explanation.h"

#include <QString>

#include <cstdint>

struct ConnectionSettings;

// The sentences about what is on the server.

/** Of an anonymous user there is no name. */
QString userName(const QString &user);
/** "1 client", "1,200 clients" */
QString clientsText(quint64 count);
/** "1 user", "7 users" */
QString usersText(quint64 count);
/** "3d 4h", "2h 5m", "7m 12s", "12s"; empty while it is not known. */
QString shortUptime(std::uint32_t seconds);

/** Why the HTTP API can't be asked for `wanted`; without a title where it can. */
Explanation explainMissingKey(const ConnectionSettings &connection, const QString &wanted);
/** For what the API answered to a question about a channel, or about none. */
Explanation explainQuery(const Centrifuge::Error &error, const ConnectionSettings &connection,
                         const QString &channel);
