// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/platform/secret.h"
#include "monitor/profile/profile.h"
#include "monitor/profile/profilefaults.h"
#include "monitor/profile/secretreceivers.h"

#include <QHash>

#include <optional>

class ProfileStore;
class SecretKeeper;
struct WatchRequest;

/** A profile while it is edited, with the secrets typed since. */
struct ProfileDraft
{
    Profile profile;
    QHash<QString, Secret> typed; ///< by slot; never empty
    std::optional<Profile>
        baseRevision; ///< what was stored when editing began; nothing for a new profile
    /** For a duplicate that is not saved yet: what it was made from, the draft first, then what was
     * stored. */
    QList<SecretsOrigin> copiedFrom;
};

/** A copy of the draft with another id and name. Typed secrets and header values are copied only
 * for as long as the copy connects to the same servers. `stored` is the stored profile with the
 * secrets typed for it. */
ProfileDraft duplicateOf(const ProfileDraft &draft, const QString &name,
                         const std::optional<SecretsOrigin> &stored);

/**
 * Saves the profile and its secrets, both or none. Fails if the stored profile was changed since
 * editing began. Returns the labels of the secrets and header values that were removed because the
 * profile connects to another server now.
 */
Centrifuge::Result<QStringList> saveDraft(const ProfileDraft &draft, ProfileStore &store,
                                          SecretKeeper &keeper);

/**
 * What the draft leads to, without saving it: with the secrets that saving would keep, so that none
 * goes to a server for which it was not typed.
 */
Centrifuge::Result<WatchRequest> requestOf(const ProfileDraft &draft, const SecretKeeper &keeper);

/** The draft as a profile that needs no saving: its secrets are in `keeper` until the program ends.
 * A secret that was left empty is none. */
Profile profileForNow(const ProfileDraft &draft, SecretKeeper &keeper);

/** The first typed secret that is too short, as a fault. */
std::optional<ProfileFault> findTypedFault(const ProfileDraft &draft);

/** Whether a secret was typed for that slot before; then an empty field keeps it. */
bool hasTypedBefore(const ProfileDraft &draft, const QString &slot, const SecretKeeper &keeper);
