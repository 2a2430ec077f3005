// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/commandline.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/profile/profile.h"

#include <optional>
#include <vector>

/** A further connection, of --watcher. */
struct LoadedWatcher
{
    QString name;
    CommandLine line; ///< with the defaults of its profile
    ConnectionSettings settings;
    std::optional<Profile> profile;
};

/** The connection of the command line or the environment. */
struct LoadedConnection
{
    ConnectionSettings settings;
    std::optional<Profile> profile; ///< set if the connection is that of a profile
    std::vector<LoadedWatcher> watchers{}; ///< in the order given
};

/** The limits given on the command line. */
GivenLimits givenLimits(const CommandLine &line);

/**
 * Loads the connection of --profile, else of REALTIME_MONITOR_PROFILE, else of CENTRIFUGO_* and
 * --token-file; they are never mixed. User, token lifetime and wire format of a profile become
 * defaults in `line`. The profiles of --watcher are loaded in the same way. Registers the secrets
 * to be masked in logs.
 */
Centrifuge::Result<LoadedConnection> loadConnection(CommandLine &line);
