// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/connectionsettings.h"
#include "monitor/profile/profile.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

/** What the command line requests of the window. */
struct WindowOptions
{
    QString screenshotFile; ///< if set: save a picture once the session is live, then quit
    std::chrono::seconds timeout{30}; ///< of the wait for the session to be live
    ConnectionSettings connection; ///< source None when nothing is set
    std::optional<Profile> profile; ///< used instead of `connection`
    GivenLimits limits; ///< override those of the connection
    bool usesLastProfile = false; ///< unless something else is requested
    bool startLocalServer = false; ///< start the local server and connect to it
    bool isFresh = false; ///< restores and keeps nothing of how the window is left
    bool demoTraffic = false; ///< send demo traffic from the start
    QString importFile; ///< if set: settings of a server to begin with
    QStringList recordingFiles; ///< if set: open these only, each in a window
    QString user; ///< empty: not chosen yet
    QStringList channels; ///< watched from the start
};
