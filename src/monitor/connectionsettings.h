// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/secret.h"

#include <QMetaType>
#include <QString>
#include <QUrl>

class QProcessEnvironment;

/**
 * Where to connect and with what; always from one source, never mixed. Gaps are filled only for the
 * URLs, by their defaults.
 */
struct ConnectionSettings
{
    enum class Source { None, Environment, LocalServer };

    Source source = Source::None;
    QUrl webSocketUrl;
    QUrl apiUrl;
    Secret apiKey;
    Secret tokenHmacSecret;
    Secret token; ///< a ready connection token, replaces minting

    bool canPublish() const { return !apiKey.isEmpty(); }
    bool canMint() const { return !tokenHmacSecret.isEmpty(); }
    bool canConnect() const { return canMint() || !token.isEmpty(); }

    friend bool operator==(const ConnectionSettings &, const ConnectionSettings &) = default;
};

Q_DECLARE_METATYPE(ConnectionSettings)

/** ws://localhost:8000/connection/websocket and http://localhost:8000/api */
QUrl defaultWebSocketUrl();
QUrl defaultApiUrl();

/**
 * Reads CENTRIFUGO_WS_URL, _API_URL, _API_KEY, _TOKEN_HMAC_SECRET and CENTRIFUGO_TOKEN. With none
 * of them set the source is None and the URLs are the defaults. One trailing newline of a secret is
 * dropped. A URL with another scheme than ws/wss or http/https, without a host or with user info is
 * an error that names the variable.
 */
Centrifuge::Result<ConnectionSettings>
settingsFromEnvironment(const QProcessEnvironment &environment);

/** A ready token from a file (first line, white space trimmed); an error when unreadable or empty.
 */
Centrifuge::Result<Secret> readTokenFile(const QString &path);
