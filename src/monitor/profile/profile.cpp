// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/profile.h"

#include "monitor/platform/tr.h"
#include "monitor/profile/connectionsettings.h"
#include "text/visibletext.h"

#include <QUuid>

namespace {

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

Profile newProfile(const QString &name)
{
    Profile profile;
    profile.id = newId();
    profile.name = name;
    profile.webSocketUrls = QStringList{defaultWebSocketUrl().toString()};
    return profile;
}

Profile duplicateOf(const Profile &profile, const QString &name)
{
    Profile copy = profile;
    copy.id = newId();
    copy.name = name;
    return copy;
}

QString headerSlot(const QString &headerName)
{
    return QStringLiteral("header:") + headerName.toLower();
}

QString headerLabel(const QString &headerName)
{
    return Tr::tr("Header %1").arg(Text::visible(headerName));
}

QList<ProfileSecret> secretsOf(const Profile &profile)
{
    const ProfileProxy &proxy = profile.network.proxy;
    const bool hasProxy =
        proxy.kind == ProfileProxy::Kind::Http || proxy.kind == ProfileProxy::Kind::Socks5;
    QList<ProfileSecret> all{
        {HmacSecretSlot, Tr::tr("Token secret"), profile.tokenHmacSecret},
        {SubscriptionHmacSecretSlot, Tr::tr("Subscription token secret"),
         profile.subscriptionHmacSecret},
        {TokenSlot, Tr::tr("Ready token"),
         profile.withoutToken ? SecretReference() : profile.token},
        {ApiKeySlot, Tr::tr("API key"), profile.withoutApiKey ? SecretReference() : profile.apiKey},
        {ProxyPasswordSlot, Tr::tr("Proxy password"),
         hasProxy ? proxy.password : SecretReference()},
    };
    for (const ProfileHeader &header : profile.network.headers) {
        all.append({headerSlot(header.name), headerLabel(header.name), header.secret});
    }
    all.removeIf([](const ProfileSecret &secret) { return !secret.reference.isSet(); });
    return all;
}

QString apiUrlBeside(const QString &webSocketUrl)
{
    const QUrl socket(webSocketUrl.trimmed(), QUrl::StrictMode);
    if (!socket.isValid() || socket.host().isEmpty()) {
        return {};
    }
    QUrl url;
    url.setScheme(socket.scheme() == QLatin1String("wss") ? QStringLiteral("https")
                                                          : QStringLiteral("http"));
    url.setHost(socket.host());
    url.setPort(socket.port());
    url.setPath(QStringLiteral("/api"));
    return url.toString();
}
