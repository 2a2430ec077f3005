// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/platform/secret.h"
#include "monitor/profile/profile.h"

#include <QHash>

/** The secrets that are known of one profile, by slot. */
struct ProfileSecrets
{
    QHash<QString, Secret> session; ///< in memory
    QHash<QString, Secret> stored; ///< in the file

    /** Typed before, wherever it is kept. */
    Secret typed(const QString &slot, SecretReference::Kind kind) const;

    friend bool operator==(const ProfileSecrets &, const ProfileSecrets &) = default;
};
