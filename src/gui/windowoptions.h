// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/connectionsettings.h"

#include <QString>
#include <QStringList>

#include <chrono>

/** What the command line asks of the window. */
struct WindowOptions
{
    QString screenshotFile; ///< empty: an ordinary window; else render once live, save and quit
    std::chrono::seconds timeout{30}; ///< how long the screenshot waits for live
    ConnectionSettings connection; ///< source None when nothing is set
    bool startLocalServer = false; ///< start the local server and connect to it
    bool demoTraffic = false; ///< the demo traffic action is on from the start
    QString user; ///< empty: nobody yet
    QStringList channels; ///< watched from the start
};
