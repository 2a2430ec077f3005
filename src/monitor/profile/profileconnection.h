// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/connectionsettings.h"
#include "monitor/profile/profile.h"

class SecretKeeper;

/**
 * What `profile` leads to, all of it from that one profile; secrets are read now. Without API key,
 * token secret or token it still is a connection, which says why something is disabled. A wrong
 * URL, or a secret of the proxy or a header that can't be had, is an error.
 */
Centrifuge::Result<ConnectionSettings> connectionOf(const Profile &profile,
                                                    const SecretKeeper &secrets);

/** Those that were typed for a session that is over. */
QList<ProfileSecret> secretsToType(const Profile &profile, const SecretKeeper &secrets);
