// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/profilevisit.h"

#include <QJsonArray>
#include <QSet>

namespace {

constexpr qsizetype MostChannels = 20'000;

const auto UserMember = QStringLiteral("user");
const auto OthersMember = QStringLiteral("other_users");
const auto ChannelsMember = QStringLiteral("channels");
const auto OptionsMember = QStringLiteral("channel_options");
const auto OwnMember = QStringLiteral("profile_channels");

QJsonArray arrayOf(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts.first(std::min(texts.size(), MostChannels)));
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array) {
        if (each.isString() && texts.size() < MostChannels) {
            texts.append(each.toString());
        }
    }
    return texts;
}

QSet<QString> setOf(const QStringList &texts)
{
    return {texts.cbegin(), texts.cend()};
}

} // namespace

QStringList ProfileVisit::channelsFor(const QStringList &newChannels) const
{
    const QSet<QString> before = setOf(profileChannels);
    const QSet<QString> after = setOf(newChannels);
    QStringList result;
    for (const QString &channel : channels) {
        if (!before.contains(channel) || after.contains(channel)) {
            result.append(channel);
        }
    }
    const QSet<QString> watched = setOf(result);
    for (const QString &channel : newChannels) {
        if (!before.contains(channel) && !watched.contains(channel)) {
            result.append(channel);
        }
    }
    return result;
}

QJsonObject writeVisit(const ProfileVisit &visit)
{
    QJsonObject options;
    for (auto each = visit.channelOptions.cbegin(); each != visit.channelOptions.cend(); ++each) {
        options.insert(each.key(), channelLineText({{}, *each}));
    }
    return {{UserMember, visit.user},
            {OthersMember, arrayOf(visit.otherUsers)},
            {ChannelsMember, arrayOf(visit.channels)},
            {OptionsMember, options},
            {OwnMember, arrayOf(visit.profileChannels)}};
}

ProfileVisit readVisit(const QJsonObject &object)
{
    ProfileVisit visit;
    visit.user = object.value(UserMember).toString();
    visit.otherUsers = textsOf(object.value(OthersMember));
    visit.channels = textsOf(object.value(ChannelsMember));
    visit.profileChannels = textsOf(object.value(OwnMember));
    const QJsonObject options = object.value(OptionsMember).toObject();
    for (auto each = options.begin(); each != options.end(); ++each) {
        if (const auto line = readChannelLine(each->toString())) {
            visit.channelOptions.insert(each.key(), line->options);
        }
    }
    return visit;
}
