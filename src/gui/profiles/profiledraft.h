// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/platform/secret.h"
#include "monitor/profile/profile.h"
#include "monitor/profile/profilefaults.h"
#include "monitor/profile/profilesecrets.h"

#include <QHash>

#include <optional>

class ProfileStore;
class SecretKeeper;

/** A profile while it is edited, with the secrets that were typed meanwhile. */
struct ProfileDraft
{
    Profile profile;
    QHash<QString, Secret> typed; ///< by slot; empty ones are not typed
    std::optional<Profile> baseRevision; ///< as it was stored then; nothing for a new one
    /** What a duplicate was made of, the newest first: the draft, then what was stored. Until it is
     * saved; nothing of it is kept before. */
    QList<SecretsOrigin> copiedFrom;
};

/** The draft under another id and name. What was typed for it, known of it or stands in its headers
 * goes along only while the copy leads to the same servers. `stored` is the profile as it is
 * stored, with `known`, what was typed for that. */
ProfileDraft duplicateOf(const ProfileDraft &draft, const QString &name,
                         const std::optional<SecretsOrigin> &stored);

/**
 * Saves the profile and its secrets, both or nothing; refused when what is stored is no longer what
 * the draft began from. The value: labels of secrets and header values that were forgotten, for the
 * profile leads to another server now.
 */
Centrifuge::Result<QStringList> saveDraft(const ProfileDraft &draft, ProfileStore &store,
                                          SecretKeeper &keeper);

/** A typed secret that can't be accepted, because it is too short. */
std::optional<ProfileFault> findTypedFault(const ProfileDraft &draft);

/** Something was typed for that secret before, so that an empty field keeps it. */
bool hasTypedBefore(const ProfileDraft &draft, const QString &slot, const SecretKeeper &keeper);
