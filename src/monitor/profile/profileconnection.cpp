// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/profileconnection.h"

#include "monitor/platform/tr.h"
#include "monitor/profile/profilefaults.h"
#include "monitor/profile/secretkeeper.h"
#include "text/visibletext.h"

using Centrifuge::Error;
using Centrifuge::Result;

namespace {

Error inProfile(const Profile &profile, const QString &message)
{
    return Centrifuge::badArgument(
        Tr::tr("Profile %1: %2").arg(Text::visible(profile.name), message));
}

Centrifuge::ProxyOptions::Kind proxyKind(ProfileProxy::Kind kind)
{
    using Kind = Centrifuge::ProxyOptions::Kind;
    switch (kind) {
    case ProfileProxy::Kind::None:
        return Kind::None;
    case ProfileProxy::Kind::Http:
        return Kind::Http;
    case ProfileProxy::Kind::Socks5:
        return Kind::Socks5;
    case ProfileProxy::Kind::System:
        break;
    }
    return Kind::System;
}

/** Without the secrets. */
Centrifuge::NetworkOptions networkOf(const ProfileNetwork &network)
{
    Centrifuge::NetworkOptions options;
    options.tls.caFile = network.caFile;
    options.tls.certificateFile = network.certificateFile;
    options.tls.keyFile = network.keyFile;
    options.tls.verifyPeer = network.verifyPeer;
    options.origin = network.origin.toUtf8();
    for (const ProfileHeader &header : network.headers) {
        options.headers.append({header.name.toUtf8(), header.value.toUtf8()});
    }
    options.proxy.kind = proxyKind(network.proxy.kind);
    if (options.proxy.kind == Centrifuge::ProxyOptions::Kind::Http
        || options.proxy.kind == Centrifuge::ProxyOptions::Kind::Socks5) {
        options.proxy.host = network.proxy.host;
        options.proxy.port = quint16(network.proxy.port);
        options.proxy.user = network.proxy.user;
    }
    return options;
}

/** Puts a secret of the proxy or of a header in its place. */
void placeSecret(Centrifuge::NetworkOptions &options, const QString &slot, const Secret &secret)
{
    if (slot == ProxyPasswordSlot) {
        options.proxy.password = QString::fromUtf8(secret.reveal());
        return;
    }
    for (Centrifuge::HttpHeader &header : options.headers) {
        if (headerSlot(QString::fromUtf8(header.name)) == slot) {
            header.value = secret.reveal();
        }
    }
}

/** The secret, or an empty one with the reason in `fault`. */
Secret takeSecret(const Profile &profile, const ProfileSecret &wanted, const SecretKeeper &secrets,
                  QString &fault)
{
    auto found = secrets.find(profile, wanted.slot, wanted.reference);
    if (found) {
        return found.takeValue();
    }
    fault = Tr::tr("%1 of the profile %2: %3")
                .arg(wanted.label, Text::visible(profile.name), found.error().message);
    return {};
}

} // namespace

Result<ConnectionSettings> connectionOf(const Profile &profile, const SecretKeeper &secrets)
{
    if (const auto fault = findProfileError(profile)) {
        return inProfile(profile, fault->message);
    }
    ConnectionSettings settings;
    settings.source = ConnectionSettings::Source::Profile;
    settings.profileName = profile.name;
    settings.webSocketUrl = QUrl(profile.webSocketUrls.constFirst().trimmed(), QUrl::StrictMode);
    for (qsizetype i = 1; i < profile.webSocketUrls.size(); ++i) {
        settings.otherWebSocketUrls.append(
            QUrl(profile.webSocketUrls.at(i).trimmed(), QUrl::StrictMode));
    }
    const QString apiUrl = profile.apiUrl.trimmed();
    settings.apiUrl =
        QUrl(apiUrl.isEmpty() ? apiUrlBeside(profile.webSocketUrls.constFirst()) : apiUrl,
             QUrl::StrictMode);
    settings.withoutApiKey = profile.withoutApiKey;
    settings.withoutToken = profile.withoutToken;
    settings.tokenClaims = profile.tokenClaims.toUtf8();
    settings.subscriptionTokenClaims = profile.subscriptionTokenClaims.toUtf8();
    settings.network = networkOf(profile.network);
    settings.limits = profile.network.limits;
    const QList<ProfileSecret> all = secretsOf(profile);
    for (const ProfileSecret &wanted : all) {
        QString fault;
        Secret secret = takeSecret(profile, wanted, secrets, fault);
        if (wanted.slot == ApiKeySlot) {
            settings.apiKey = std::move(secret);
            settings.apiKeyFault = fault;
        } else if (wanted.slot == HmacSecretSlot) {
            settings.tokenHmacSecret = std::move(secret);
            settings.tokenFault = fault;
        } else if (wanted.slot == SubscriptionHmacSecretSlot) {
            settings.subscriptionHmacSecret = std::move(secret);
            settings.subscriptionTokenFault = fault;
        } else if (wanted.slot == TokenSlot) {
            settings.token = std::move(secret);
            settings.tokenFault = fault;
            if (wanted.reference.kind == SecretReference::Kind::File) {
                settings.tokenFile = wanted.reference.name;
            }
        } else if (!fault.isEmpty()) {
            return inProfile(profile, fault);
        } else {
            placeSecret(settings.network, wanted.slot, secret);
            settings.otherSecrets.append(std::move(secret));
        }
    }
    return settings;
}

QList<ProfileSecret> secretsToType(const Profile &profile, const SecretKeeper &secrets)
{
    QList<ProfileSecret> missing = secretsOf(profile);
    missing.removeIf([&](const ProfileSecret &secret) {
        return secret.reference.kind != SecretReference::Kind::Session
            || secrets.hasSession(profile, secret.slot);
    });
    return missing;
}
