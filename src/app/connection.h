// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/commandline.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/profile/profile.h"

#include <optional>

/** The connection of the command line or the environment. */
struct LoadedConnection
{
    ConnectionSettings settings;
    std::optional<Profile> profile; ///< set if the connection is that of a profile
};

/** The limits given on the command line. */
GivenLimits givenLimits(const CommandLine &line);

/**
 * Loads the connection of --profile, else of REALTIME_MONITOR_PROFILE, else of CENTRIFUGO_* and
 * --token-file; they are never mixed. User, token lifetime and wire format of a profile become
 * defaults in `line`. Registers the secrets to be masked in logs.
 */
Centrifuge::Result<LoadedConnection> loadConnection(CommandLine &line);
