// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/channelhint.h"

#include "centrifuge/codes.h"
#include "monitor/platform/tr.h"
#include "monitor/profile/servernamespaces.h"
#include "text/visibletext.h"

#include <QStringList>

namespace {

constexpr qsizetype ShownCharacters = 60;

/** Values of a configuration are texts or what JSON has for them. */
QString textOf(const QJsonObject &options, const char *key)
{
    return options.value(QLatin1String(key)).toVariant().toString();
}

bool isTrue(const QJsonObject &options, const char *key)
{
    const QString text = textOf(options, key).toLower();
    return text == QLatin1String("true") || text == QLatin1String("1");
}

QString historyText(const QJsonObject &options)
{
    const int size = textOf(options, "history_size").toInt();
    const QString time = textOf(options, "history_ttl");
    if (size <= 0 || time.isEmpty() || time == QLatin1String("0s")) {
        return Tr::tr("no history");
    }
    return Tr::tr("history %1 for %2")
        .arg(QString::number(size), Text::visible(time.left(ShownCharacters)));
}

QString recoveryText(const QJsonObject &options)
{
    if (isTrue(options, "force_recovery")) {
        return Tr::tr("recovery");
    }
    return isTrue(options, "allow_recovery") ? Tr::tr("recovery on request")
                                             : Tr::tr("no recovery");
}

/** Whether a client may subscribe by its name alone. */
bool allowsSubscribe(const ServerNamespaces &namespaces, const QString &channel,
                     const QJsonObject &options)
{
    const bool isOwn =
        namespaces.isUserLimited(channel) && isTrue(options, "allow_user_limited_channels");
    return isOwn || isTrue(options, "allow_subscribe_for_client")
        || isTrue(options, "subscribe_proxy_enabled")
        || isTrue(options, "subscribe_stream_proxy_enabled") || isTrue(options, "proxy_subscribe")
        || !textOf(options, "subscribe_proxy_name").isEmpty();
}

} // namespace

ChannelHint channelHint(const ServerNamespaces &namespaces, const QString &channel)
{
    if (!namespaces.isKnown() || channel.isEmpty()) {
        return {};
    }
    const QString name = Text::visible(namespaces.nameOf(channel).left(ShownCharacters));
    const auto options = namespaces.optionsOf(channel);
    if (!options) {
        return {Tr::tr("The server has no namespace %1: %2 unknown channel")
                    .arg(name, QString::number(Centrifuge::ErrorCode::UnknownChannel)),
                true};
    }
    QStringList parts{historyText(*options), recoveryText(*options),
                      isTrue(*options, "presence") ? Tr::tr("presence") : Tr::tr("no presence")};
    if (namespaces.isPrivate(channel) || !allowsSubscribe(namespaces, channel, *options)) {
        parts += Tr::tr("needs a subscription token");
    }
    const QString subject =
        name.isEmpty() ? Tr::tr("Without a namespace") : Tr::tr("Namespace %1").arg(name);
    return {subject + QStringLiteral(": ") + parts.join(QStringLiteral(", ")), false};
}
