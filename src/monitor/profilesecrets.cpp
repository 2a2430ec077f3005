// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profilesecrets.h"

#include <QUrl>

#include <algorithm>

using Kind = SecretReference::Kind;

namespace {

int usualPort(const QString &scheme)
{
    return scheme == QLatin1String("wss") || scheme == QLatin1String("https") ? 443 : 80;
}

/** What a secret may go to: the same host by another scheme is another, for it may be readable on
 * the way. */
QString originOf(const QString &address)
{
    const QUrl url(address.trimmed(), QUrl::StrictMode);
    return url.scheme() + QStringLiteral("://") + url.host() + u':'
        + QString::number(url.port(usualPort(url.scheme())));
}

QStringList webSocketOrigins(const Profile &profile)
{
    QStringList origins;
    for (const QString &url : profile.webSocketUrls) {
        origins.append(originOf(url));
    }
    return origins;
}

QString apiOrigin(const Profile &profile)
{
    const QString url = profile.apiUrl.trimmed();
    return originOf(url.isEmpty() ? apiUrlBeside(profile.webSocketUrls.value(0)) : url);
}

QString proxyOrigin(const ProfileProxy &proxy)
{
    return QStringLiteral("%1://%2:%3")
        .arg(QString::number(int(proxy.kind)), proxy.host.trimmed().toLower(),
             QString::number(proxy.port));
}

bool isTyped(Kind kind)
{
    return kind == Kind::Session || kind == Kind::Stored;
}

} // namespace

Secret ProfileSecrets::typed(const QString &slot, Kind kind) const
{
    const auto &first = kind == Kind::Stored ? stored : session;
    const auto &second = kind == Kind::Stored ? session : stored;
    return first.contains(slot) ? first.value(slot) : second.value(slot);
}

QStringList secretReceivers(const Profile &profile, const QString &slot)
{
    if (slot == ApiKeySlot) {
        return {apiOrigin(profile)};
    }
    if (slot == ProxyPasswordSlot) {
        return {proxyOrigin(profile.network.proxy)};
    }
    // The secret itself stays here, but a token signed with it is as good as one that was given.
    const QStringList origins = webSocketOrigins(profile);
    return slot == TokenSlot || slot == HmacSecretSlot ? origins
                                                       : origins + QStringList{apiOrigin(profile)};
}

bool goesOnlyTo(const QStringList &receivers, const Profile &profile, const QString &slot)
{
    const QStringList all = secretReceivers(profile, slot);
    return std::all_of(all.begin(), all.end(),
                       [&receivers](const QString &origin) { return receivers.contains(origin); });
}

CarriedSecrets carrySecrets(const ProfileSecrets &known, const Profile &from, const Profile &to,
                            const QHash<QString, Secret> &typed)
{
    CarriedSecrets carried;
    for (const ProfileSecret &wanted : secretsOf(to)) {
        const Kind kind = wanted.reference.kind;
        if (!isTyped(kind)) {
            continue;
        }
        Secret value = typed.value(wanted.slot);
        if (value.isEmpty()) {
            value = known.typed(wanted.slot, kind);
            if (!value.isEmpty()
                && !goesOnlyTo(secretReceivers(from, wanted.slot), to, wanted.slot)) {
                carried.forgotten.append(wanted.label);
                continue;
            }
        }
        if (!value.isEmpty()) {
            auto &place = kind == Kind::Stored ? carried.secrets.stored : carried.secrets.session;
            place.insert(wanted.slot, value);
        }
    }
    return carried;
}
