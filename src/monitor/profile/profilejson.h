// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/profile/profile.h"

#include <QJsonObject>

// Profiles as they stand in the file: references to secrets, never a secret.

/** An error names the member that is wrong. Unknown members are ignored here. */
Centrifuge::Result<Profile> readProfile(const QJsonObject &object);

/** `profile` laid over `before`, so that members of a newer program stay. */
QJsonObject writeProfile(const Profile &profile, const QJsonObject &before = {});
