// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/channeloptions.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/watch/offsetgap.h"

#include "centrifuge/values.h"

#include <QHash>
#include <QMap>
#include <QStringList>

#include <chrono>

/** Everything that changes when the window switches to another profile. */
struct SessionTarget
{
    ConnectionSettings connection; ///< source None: not connected yet
    QString profile; ///< its name
    QString user;
    QStringList otherUsers{}; ///< who watch beside `user`
    QStringList channels;
    QMap<QString, ChannelOptions> channelOptions{}; ///< of channels that have any
    std::chrono::seconds tokenLifetime{3600};
    Centrifuge::WireFormat wireFormat = Centrifuge::WireFormat::Protobuf;
    bool isProduction = false;
    QHash<QString, KeptPosition>
        lastWatched{}; ///< positions of the channels when they were last watched
};
