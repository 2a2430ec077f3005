// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/settingsfile.h"

#include <QHash>
#include <QString>

#include <optional>

/** The namespaces of a server as its configuration has them, with their options. */
class ServerNamespaces
{
public:
    ServerNamespaces() = default;
    /** Of the configuration of version 5 or 6, or its variables. */
    explicit ServerNamespaces(const SettingsContent &settings);
    /** Of a file; none where it can't be read or names no server's channels. */
    static ServerNamespaces read(const QString &path);

    bool isKnown() const { return m_isKnown; }
    /** The options of a channel, by its namespace or, without one, those of all others; nothing if
     * the server has no such namespace. */
    std::optional<QJsonObject> optionsOf(const QString &channel) const;
    /** The part of the name that says it; empty for none. */
    QString nameOf(const QString &channel) const;
    /** Begins with the prefix of channels that need a subscription token. */
    bool isPrivate(const QString &channel) const;
    /** Names the users who may subscribe. */
    bool isUserLimited(const QString &channel) const;

private:
    bool m_isKnown = false;
    QString m_boundary = QStringLiteral(":");
    QString m_privatePrefix = QStringLiteral("$");
    QString m_userBoundary = QStringLiteral("#");
    QJsonObject m_others; ///< options of channels without a namespace
    QHash<QString, QJsonObject> m_namespaces;
};
