// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/commandline.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/profile/profile.h"

#include <optional>

/** What the command line and the environment lead to. */
struct LoadedConnection
{
    ConnectionSettings settings;
    std::optional<Profile> profile; ///< where the settings come from it
};

/** The limits that the line gives. */
GivenLimits givenLimits(const CommandLine &line);

/**
 * How to connect: by --profile, else by REALTIME_MONITOR_PROFILE, else by CENTRIFUGO_* and
 * --token-file; never by a mixture. What the profile says and the line does not (user, life of
 * tokens, wire format) goes into `line`. From here on the secrets are masked in every log.
 */
Centrifuge::Result<LoadedConnection> loadConnection(CommandLine &line);
