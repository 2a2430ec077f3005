// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/watchedpositions.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QUrl>

namespace {

const auto Group = QStringLiteral("watched");
const auto Offset = QStringLiteral("offset");
const auto Epoch = QStringLiteral("epoch");

QString groupName(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QString keyOf(const QString &profile, const QString &user)
{
    return Group + u'/' + groupName(profile) + QStringLiteral("/user-") + groupName(user);
}

/** What was still to be fetched was not watched yet; a backlog that has not begun is no part of it.
 */
std::uint64_t watchedUntil(const KeptPosition &position)
{
    for (const OffsetGap &gap : position.unfetched) {
        if (!gap.isBacklog || gap.after != 0) {
            return gap.after;
        }
    }
    return position.offset;
}

} // namespace

WatchedPositions::WatchedPositions(QSettings &settings)
    : m_settings(settings)
{
}

void WatchedPositions::save(const QString &profile, const QString &user, const Positions &positions)
{
    Positions all = positions;
    const Positions before = load(profile, user);
    for (auto old = before.cbegin(); old != before.cend() && all.size() < MaxChannels; ++old) {
        if (!all.contains(old.key())) {
            all.insert(old.key(), *old);
        }
    }
    QJsonObject object;
    for (auto position = all.cbegin(); position != all.cend(); ++position) {
        if (!position->epoch.empty() && object.size() < MaxChannels) {
            object.insert(position.key(),
                          QJsonObject{{Offset, QString::number(watchedUntil(*position))},
                                      {Epoch, QString::fromStdString(position->epoch)}});
        }
    }
    if (!object.isEmpty()) {
        m_settings.setValue(keyOf(profile, user),
                            QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
}

WatchedPositions::Positions WatchedPositions::load(const QString &profile,
                                                   const QString &user) const
{
    const QByteArray text = m_settings.value(keyOf(profile, user)).toByteArray();
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    Positions positions;
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QJsonObject value = member.value().toObject();
        positions.insert(member.key(),
                         KeptPosition{value.value(Offset).toString().toULongLong(),
                                      value.value(Epoch).toString().toStdString(),
                                      {}});
    }
    return positions;
}

void WatchedPositions::keepOnly(const QStringList &profiles)
{
    QStringList kept;
    for (const QString &profile : profiles) {
        kept.append(groupName(profile));
    }
    m_settings.beginGroup(Group);
    const QStringList groups = m_settings.childGroups();
    for (const QString &group : groups) {
        if (!kept.contains(group)) {
            m_settings.remove(group);
        }
    }
    m_settings.endGroup();
}
