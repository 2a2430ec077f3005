// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/servernamespaces.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace {

/** A list in a configuration, or the JSON of a variable. */
QJsonArray listOf(const QJsonValue &value)
{
    return value.isString() ? QJsonDocument::fromJson(value.toString().toUtf8()).array()
                            : value.toArray();
}

QJsonValue firstOf(const SettingsContent &settings, const QStringList &keys)
{
    for (const QString &key : keys) {
        const QJsonValue value = settings.at(key);
        if (!value.isUndefined() && !value.isNull()) {
            return value;
        }
    }
    return QJsonValue(QJsonValue::Undefined);
}

void take(const SettingsContent &settings, const QStringList &keys, QString &text)
{
    const QJsonValue value = firstOf(settings, keys);
    if (value.isString()) {
        text = value.toString();
    }
}

} // namespace

ServerNamespaces::ServerNamespaces(const SettingsContent &settings)
{
    const bool isFile = settings.kind == SettingsContent::Kind::Configuration;
    const QJsonValue list = firstOf(
        settings,
        {QStringLiteral("channel.namespaces"), QStringLiteral("namespaces"),
         QStringLiteral("CENTRIFUGO_CHANNEL_NAMESPACES"), QStringLiteral("CENTRIFUGO_NAMESPACES")});
    const bool isCurrent = settings.at(QStringLiteral("channel")).isObject();
    m_isKnown = isFile || !list.isUndefined();
    for (const QJsonValue &value : listOf(list)) {
        const QJsonObject options = value.toObject();
        m_namespaces.insert(options.value(QStringLiteral("name")).toString(), options);
    }
    if (isFile) {
        // In version 5 they stand at the top.
        m_others = isCurrent ? settings.at(QStringLiteral("channel.without_namespace")).toObject()
                             : settings.values;
    }
    take(settings,
         {QStringLiteral("channel.namespace_boundary"),
          QStringLiteral("channel_namespace_boundary")},
         m_boundary);
    take(settings,
         {QStringLiteral("channel.private_prefix"), QStringLiteral("channel_private_prefix")},
         m_privatePrefix);
    take(settings,
         {QStringLiteral("channel.user_boundary"), QStringLiteral("channel_user_boundary")},
         m_userBoundary);
}

ServerNamespaces ServerNamespaces::read(const QString &path)
{
    if (path.isEmpty()) {
        return {};
    }
    const auto settings = readSettingsFile(path);
    return settings ? ServerNamespaces(settings.value()) : ServerNamespaces();
}

bool ServerNamespaces::isPrivate(const QString &channel) const
{
    return !m_privatePrefix.isEmpty() && channel.startsWith(m_privatePrefix);
}

bool ServerNamespaces::isUserLimited(const QString &channel) const
{
    return !m_userBoundary.isEmpty() && channel.contains(m_userBoundary);
}

QString ServerNamespaces::nameOf(const QString &channel) const
{
    const QString name = isPrivate(channel) ? channel.sliced(m_privatePrefix.size()) : channel;
    const qsizetype end = m_boundary.isEmpty() ? -1 : name.indexOf(m_boundary);
    return end < 0 ? QString() : name.first(end);
}

std::optional<QJsonObject> ServerNamespaces::optionsOf(const QString &channel) const
{
    const QString name = nameOf(channel);
    if (name.isEmpty()) {
        return m_others;
    }
    const auto found = m_namespaces.constFind(name);
    return found == m_namespaces.cend() ? std::nullopt : std::optional(*found);
}
