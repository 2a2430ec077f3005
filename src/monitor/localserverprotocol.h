// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/secret.h"

#include <QByteArray>

/** What one local server and we share; the same over its restarts. */
struct LocalServerSecrets
{
    Secret apiKey;
    Secret tokenHmacSecret;
};

/** 32 random bytes each, as hexadecimal digits. */
LocalServerSecrets newLocalServerSecrets();

/**
 * The configuration for the standard input of the child: one line of JSON in the names of
 * Centrifugo v6. Channels without a namespace and those of `chat` keep history, those of `plain`
 * don't. Port 0 = the system chooses.
 */
QByteArray localServerConfiguration(const LocalServerSecrets &secrets, quint16 port);

/** The port of the line the child prints when it listens. */
Centrifuge::Result<quint16> readReadyLine(const QByteArray &line);
