// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile.h"
#include "monitor/secret.h"

#include <QHash>

/** A profile while it is edited, with the secrets that were typed meanwhile. */
struct ProfileDraft
{
    Profile profile;
    QHash<QString, Secret> typed; ///< by slot; empty ones are not typed

    friend bool operator==(const ProfileDraft &, const ProfileDraft &) = default;
};
