// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/platform/secret.h"

#include <QByteArray>

/** What one local server and we share; the same over its restarts. */
struct LocalServerSecrets
{
    Secret apiKey;
    Secret tokenHmacSecret;
};

/** What the nodes of one cluster share. */
struct LocalServerCluster
{
    LocalServerSecrets secrets;
    Secret redisUrl; ///< empty: one node alone, with everything in its memory
};

/** 32 random bytes each, as hexadecimal digits. */
LocalServerSecrets newLocalServerSecrets();

/**
 * The configuration for the standard input of the child: one line of JSON in the names of
 * Centrifugo v6. Channels without a namespace and those of `chat` keep history, those of `plain`
 * don't. Port 0 = the system chooses.
 */
QByteArray localServerConfiguration(const LocalServerCluster &cluster, quint16 port);

/**
 * A Redis URL: redis://, rediss:// with a host, or unix:// with a path; an optional user, password
 * and database. The words of the error never repeat it.
 */
Centrifuge::Result<Secret> readRedisUrl(const QByteArray &text);
/** Whether the URL holds a password, which must not be on a command line. */
bool holdsPassword(const Secret &redisUrl);

/** The port of the line the child prints when it listens. */
Centrifuge::Result<quint16> readReadyLine(const QByteArray &line);
