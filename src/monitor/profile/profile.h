// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/values.h"
#include "monitor/platform/messagelimits.h"
#include "monitor/profile/channeloptions.h"
#include "monitor/profile/secretreference.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>

/** The mark of a profile in the window; what the colours are, the window decides. */
enum class ProfileColor { None, Blue, Teal, Green, Amber, Red, Violet };

/** A header sent with the WebSocket's handshake and each call of the API. */
struct ProfileHeader
{
    QString name;
    QString value; ///< unused with a secret
    SecretReference secret; ///< instead of the value

    friend bool operator==(const ProfileHeader &, const ProfileHeader &) = default;
};

/** The way to the server. */
struct ProfileProxy
{
    enum class Kind { System, None, Http, Socks5 };

    Kind kind = Kind::System;
    QString host;
    int port = 0;
    QString user;
    SecretReference password;

    friend bool operator==(const ProfileProxy &, const ProfileProxy &) = default;
};

/** TLS, headers, proxy and limits of a profile. */
struct ProfileNetwork
{
    QString caFile; ///< PEM; trusted besides the system's
    QString certificateFile; ///< PEM; the client's certificate, with keyFile
    QString keyFile;
    bool verifyPeer = true; ///< false only by the user's explicit choice
    QString origin; ///< as https://example.com; empty for none
    QList<ProfileHeader> headers;
    ProfileProxy proxy;
    MessageLimits limits;

    friend bool operator==(const ProfileNetwork &, const ProfileNetwork &) = default;
};

/** Where to connect and as whom. A value without any secret in it: those are references. */
struct Profile
{
    QString id; ///< never changes and is never shown
    QString name;
    QStringList webSocketUrls; ///< tried in this order
    QString apiUrl; ///< empty: from the first WebSocket URL
    QStringList users; ///< the first one connects, the others are offered
    QStringList channels; ///< watched from the start
    QMap<QString, ChannelOptions> channelOptions; ///< of those that have any
    ProfileColor color = ProfileColor::None;
    bool isProduction = false;
    Centrifuge::WireFormat wireFormat = Centrifuge::WireFormat::Protobuf;
    std::chrono::seconds tokenLifetime{3600};
    SecretReference apiKey;
    bool withoutApiKey = false; ///< the API asks for none; the key is not used then
    SecretReference tokenHmacSecret;
    SecretReference subscriptionHmacSecret; ///< for subscription tokens; none: the token secret
    SecretReference token; ///< a ready one; replaces minting
    bool withoutToken = false; ///< connects without one, whatever else is there
    QString tokenClaims; ///< further claims of minted connection tokens, a JSON object or empty
    QString subscriptionTokenClaims; ///< those of minted subscription tokens
    QString serverConfiguration; ///< file of the server's settings; explains its channels, or empty
    ProfileNetwork network;

    friend bool operator==(const Profile &, const Profile &) = default;
};

/** A new profile with an id of its own that leads to a server on this machine. */
Profile newProfile(const QString &name);

/** The same under another id and name. */
Profile duplicateOf(const Profile &profile, const QString &name);

/** One secret a profile needs. */
struct ProfileSecret
{
    QString slot; ///< its key beside the profile's id
    QString label; ///< as a user knows it
    SecretReference reference;

    friend bool operator==(const ProfileSecret &, const ProfileSecret &) = default;
};

/** Those that are referred to and used, in the order of the form. */
QList<ProfileSecret> secretsOf(const Profile &profile);

inline constexpr QLatin1String ApiKeySlot("api_key");
inline constexpr QLatin1String HmacSecretSlot("token_hmac_secret");
inline constexpr QLatin1String SubscriptionHmacSecretSlot("subscription_token_hmac_secret");
inline constexpr QLatin1String TokenSlot("token");
inline constexpr QLatin1String ProxyPasswordSlot("proxy_password");
QString headerSlot(const QString &headerName);
/** As a user knows it. */
QString headerLabel(const QString &headerName);

/** `http://HOST:PORT/api` for `ws://HOST:PORT/…`, with https for wss; empty for no URL. */
QString apiUrlBeside(const QString &webSocketUrl);
