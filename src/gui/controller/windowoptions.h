// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/connectionsettings.h"
#include "monitor/profile/profile.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

/** What the command line asks of the window. */
struct WindowOptions
{
    QString screenshotFile; ///< empty: an ordinary window; else render once live, save and quit
    std::chrono::seconds timeout{30}; ///< how long the screenshot waits for live
    ConnectionSettings connection; ///< source None when nothing is set
    std::optional<Profile> profile; ///< in place of `connection`
    GivenLimits limits; ///< for whatever the window connects to
    bool usesLastProfile = false; ///< where nothing else is asked for
    bool startLocalServer = false; ///< start the local server and connect to it
    bool demoTraffic = false; ///< the demo traffic action is on from the start
    QString recordingFile; ///< a window over it in place of an ordinary one
    QString user; ///< empty: nobody yet
    QStringList channels; ///< watched from the start
};
