// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/commandline.h"
#include "monitor/connectionsettings.h"

/**
 * How to connect according to the environment and --token-file. From here on its secrets are masked
 * in every log.
 */
Centrifuge::Result<ConnectionSettings> loadConnection(const CommandLine &line);
