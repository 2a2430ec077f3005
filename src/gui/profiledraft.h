// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/profile.h"
#include "monitor/profilesecrets.h"
#include "monitor/secret.h"

#include <QHash>

#include <optional>

class ProfileStore;
class SecretKeeper;

/** A profile while it is edited, with the secrets that were typed meanwhile. */
struct ProfileDraft
{
    /** The profile a duplicate was made of, and the secrets that were typed for that. */
    struct Origin
    {
        Profile profile;
        ProfileSecrets secrets;
    };

    Profile profile;
    QHash<QString, Secret> typed; ///< by slot; empty ones are not typed
    std::optional<Profile> begunFrom; ///< as it was stored then; nothing for a new one
    std::optional<Origin> copiedFrom; ///< until it is saved; nothing of it is kept before
};

/**
 * Saves the profile and its secrets, both or nothing; refused when what is stored is no longer what
 * the draft began from. The value: labels of secrets that were forgotten, for the profile leads to
 * another server now.
 */
Centrifuge::Result<QStringList> saveDraft(const ProfileDraft &draft, ProfileStore &store,
                                          SecretKeeper &keeper);

/** Something was typed for that secret before, so that an empty field keeps it. */
bool hasTypedBefore(const ProfileDraft &draft, const QString &slot, const SecretKeeper &keeper);
