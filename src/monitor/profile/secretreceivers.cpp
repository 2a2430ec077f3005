// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/secretreceivers.h"

#include "monitor/profile/nodeapi.h"

#include <QUrl>

#include <algorithm>

using SecretKind = SecretReference::Kind;

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

/** Each node is asked through an API of its own. */
QStringList apiOrigins(const Profile &profile)
{
    const QUrl first(profile.webSocketUrls.value(0).trimmed(), QUrl::StrictMode);
    const QString given = profile.apiUrl.trimmed();
    const QUrl api(given.isEmpty() ? apiUrlBeside(first.toString()) : given, QUrl::StrictMode);
    QStringList origins{originOf(api.toString())};
    for (const QString &url : profile.webSocketUrls) {
        const QUrl node(url.trimmed(), QUrl::StrictMode);
        const QString origin = originOf(nodeApiUrl(api, first, node).toString());
        if (!origins.contains(origin)) {
            origins.append(origin);
        }
    }
    return origins;
}

QString proxyOrigin(const ProfileProxy &proxy)
{
    return QStringLiteral("%1://%2:%3")
        .arg(QString::number(int(proxy.kind)), proxy.host.trimmed().toLower(),
             QString::number(proxy.port));
}

bool isTyped(SecretKind kind)
{
    return kind == SecretKind::Session || kind == SecretKind::Stored;
}

/** The newest that has a secret for the slot. */
const SecretsOrigin *originOfSecret(const QList<SecretsOrigin> &origins, const QString &slot)
{
    const auto found =
        std::find_if(origins.begin(), origins.end(), [&slot](const SecretsOrigin &origin) {
            return !origin.secrets.typed(slot, SecretKind::Session).isEmpty();
        });
    return found == origins.end() ? nullptr : &*found;
}

} // namespace

QStringList secretReceivers(const Profile &profile, const QString &slot)
{
    if (slot == ApiKeySlot) {
        return apiOrigins(profile);
    }
    if (slot == ProxyPasswordSlot) {
        return {proxyOrigin(profile.network.proxy)};
    }
    // The secret itself stays here, but a token signed with it is as good as one that was given.
    const QStringList origins = webSocketOrigins(profile);
    const bool isForTokens =
        slot == TokenSlot || slot == HmacSecretSlot || slot == SubscriptionHmacSecretSlot;
    return isForTokens ? origins : origins + apiOrigins(profile);
}

bool goesOnlyTo(const QStringList &receivers, const Profile &profile, const QString &slot)
{
    const QStringList all = secretReceivers(profile, slot);
    return std::all_of(all.begin(), all.end(),
                       [&receivers](const QString &origin) { return receivers.contains(origin); });
}

CarriedSecrets carrySecrets(const QList<SecretsOrigin> &origins, const Profile &to,
                            const QHash<QString, Secret> &typed)
{
    CarriedSecrets carried;
    for (const ProfileSecret &wanted : secretsOf(to)) {
        const SecretKind kind = wanted.reference.kind;
        if (!isTyped(kind)) {
            continue;
        }
        Secret value = typed.value(wanted.slot);
        const SecretsOrigin *origin =
            value.isEmpty() ? originOfSecret(origins, wanted.slot) : nullptr;
        if (origin != nullptr) {
            if (!goesOnlyTo(secretReceivers(origin->profile, wanted.slot), to, wanted.slot)) {
                carried.forgotten.append(wanted.label);
                continue;
            }
            value = origin->secrets.typed(wanted.slot, kind);
        }
        if (!value.isEmpty()) {
            auto &place =
                kind == SecretKind::Stored ? carried.secrets.stored : carried.secrets.session;
            place.insert(wanted.slot, value);
        }
    }
    return carried;
}

QStringList forgetHeaderValues(Profile &profile, const Profile &from)
{
    QStringList forgotten;
    for (ProfileHeader &header : profile.network.headers) {
        const QString slot = headerSlot(header.name);
        const bool isSame =
            std::any_of(from.network.headers.begin(), from.network.headers.end(),
                        [&header, &slot](const ProfileHeader &before) {
                            return headerSlot(before.name) == slot && before.value == header.value;
                        });
        if (!header.secret.isSet() && !header.value.isEmpty() && isSame
            && !goesOnlyTo(secretReceivers(from, slot), profile, slot)) {
            header.value.clear();
            forgotten.append(headerLabel(header.name));
        }
    }
    return forgotten;
}
