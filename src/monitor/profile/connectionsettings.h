// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/networkoptions.h"
#include "centrifuge/result.h"
#include "monitor/platform/messagelimits.h"
#include "monitor/platform/secret.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QUrl>

class QProcessEnvironment;

/**
 * Where to connect and with what; always from one source, never mixed. Gaps are filled only for the
 * URLs: by their defaults, or the API's by the WebSocket's in a profile.
 */
struct ConnectionSettings
{
    enum class Source { None, Environment, LocalServer, Profile };

    Source source = Source::None;
    QString profileName; ///< for Source::Profile
    QUrl webSocketUrl;
    QList<QUrl> otherWebSocketUrls; ///< tried in this order after the first
    QUrl apiUrl;
    Secret apiKey;
    bool withoutApiKey = false; ///< the API asks for none (`http_api.insecure`); none is sent
    Secret tokenHmacSecret;
    Secret subscriptionHmacSecret; ///< signs subscription tokens; if empty, tokenHmacSecret does
    Secret token; ///< a ready connection token, replaces minting
    QString tokenFile; ///< where it came from a file: read again before each attempt to connect
    /** Connects without a token, whatever else is there: the server lets anyone in, or finds out by
     * itself who connects. */
    bool withoutToken = false;
    QByteArray tokenClaims; ///< further claims of minted connection tokens, a JSON object or empty
    QByteArray subscriptionTokenClaims; ///< those of minted subscription tokens
    Centrifuge::NetworkOptions network;
    MessageLimits limits;
    QList<Secret> otherSecrets; ///< those within `network`, so that no log shows them
    QString apiKeyFault; ///< for a profile: why its API key can't be had, a sentence
    QString tokenFault; ///< the same for its secret or token
    QString subscriptionTokenFault; ///< the same for its secret of subscription tokens

    bool canPublish() const { return withoutApiKey || !apiKey.isEmpty(); }
    bool canMint() const { return !tokenHmacSecret.isEmpty(); }
    bool canConnect() const { return withoutToken || canMint() || !token.isEmpty(); }
    bool usesReadyToken() const { return !withoutToken && !token.isEmpty(); }
    bool mintsTokens() const { return !withoutToken && token.isEmpty(); }
    /** What signs subscription tokens; empty if none can be minted. */
    const Secret &subscriptionSecret() const
    {
        return subscriptionHmacSecret.isEmpty() ? tokenHmacSecret : subscriptionHmacSecret;
    }

    /** Empty when it can be done, else a sentence that names what is missing. */
    QString whyNoPublish() const;
    QString whyNoConnect() const;

    friend bool operator==(const ConnectionSettings &, const ConnectionSettings &) = default;
};

Q_DECLARE_METATYPE(ConnectionSettings)

/** ws://localhost:8000/connection/websocket and http://localhost:8000/api */
QUrl defaultWebSocketUrl();
QUrl defaultApiUrl();

enum class UrlKind { WebSocket, Http };

/**
 * `text` as a URL that may be connected to: ws/wss or http/https, with a host and without user
 * info. The words call it `name` and never repeat the text, which may hold a password.
 */
Centrifuge::Result<QUrl> checkedServerUrl(const QString &text, UrlKind kind, const QString &name);

/** `text` as a secret: one trailing newline is dropped; control characters are an error, and so is
 * one that is too short. */
Centrifuge::Result<Secret> checkedSecret(QString text, const QString &name);
/** Shorter than Text::ShortestSecret, and not empty: it can't be masked, so it is refused. */
bool isTooShort(const Secret &secret);

/**
 * Reads CENTRIFUGO_WS_URL, _API_URL, _API_KEY, _NO_API_KEY, _TOKEN_HMAC_SECRET,
 * _SUBSCRIPTION_TOKEN_HMAC_SECRET, _TOKEN, _NO_TOKEN, _TOKEN_CLAIMS and _SUBSCRIPTION_TOKEN_CLAIMS.
 * With none of them set the source is None and the URLs are the defaults. One trailing newline of a
 * secret is dropped. A URL with another scheme than ws/wss or http/https, without a host or with
 * user info is an error that names the variable, and so is what else can't be used.
 */
Centrifuge::Result<ConnectionSettings>
settingsFromEnvironment(const QProcessEnvironment &environment);

/** A ready token from a file (first line, white space trimmed); an error when unreadable or empty.
 */
Centrifuge::Result<Secret> readTokenFile(const QString &path);
