// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/connectionsettings.h"
#include "monitor/watch/offsetgap.h"

#include "centrifuge/values.h"

#include <QHash>
#include <QStringList>

#include <chrono>

/** Where the window goes when another profile is chosen: all of it at once. */
struct SessionTarget
{
    ConnectionSettings connection; ///< source None: nowhere yet
    QString profile; ///< its name, for the log
    QString user;
    QStringList channels;
    std::chrono::seconds tokenLifetime{3600};
    Centrifuge::WireFormat wireFormat = Centrifuge::WireFormat::Protobuf;
    bool isProduction = false;
    QHash<QString, KeptPosition> lastWatched{}; ///< where the channels were left the last time
};
