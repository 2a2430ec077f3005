// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/channeloptions.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

/** Who watched what at a profile when it was left. */
struct ProfileVisit
{
    QString user;
    QStringList otherUsers; ///< minted watchers beside the first
    QStringList channels; ///< the requested ones, in their order
    QMap<QString, ChannelOptions> channelOptions; ///< of those that have any
    QStringList profileChannels; ///< the profile's own at that time

    /** The channels of the visit, without those that were removed from the profile since and with
     * those that were added to it. */
    QStringList channelsFor(const QStringList &profileChannels) const;

    friend bool operator==(const ProfileVisit &, const ProfileVisit &) = default;
};

QJsonObject writeVisit(const ProfileVisit &visit);
/** Ignores what it does not understand. */
ProfileVisit readVisit(const QJsonObject &object);
