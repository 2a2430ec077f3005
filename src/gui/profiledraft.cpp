// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiledraft.h"

#include "monitor/profilestore.h"
#include "monitor/secretkeeper.h"

#include <algorithm>

using Centrifuge::Outcome;
using Centrifuge::Result;
using Kind = SecretReference::Kind;

namespace {

bool keepsSomeStored(const Profile &profile)
{
    const QList<ProfileSecret> secrets = secretsOf(profile);
    return std::any_of(secrets.begin(), secrets.end(), [](const ProfileSecret &secret) {
        return secret.reference.kind == Kind::Stored;
    });
}

/** What belongs to the draft's profile now; a file that nothing of it is in need not be readable.
 */
Result<ProfileSecrets> presentSecrets(const ProfileDraft &draft, const SecretKeeper &keeper)
{
    const Profile &present = draft.begunFrom ? *draft.begunFrom : draft.profile;
    auto known = keeper.known(present);
    if (known || keepsSomeStored(draft.profile)
        || (draft.begunFrom && keepsSomeStored(*draft.begunFrom))) {
        return known;
    }
    return ProfileSecrets{keeper.session(present), {}};
}

} // namespace

Result<QStringList> saveDraft(const ProfileDraft &draft, ProfileStore &store, SecretKeeper &keeper)
{
    const auto present = presentSecrets(draft, keeper);
    if (!present) {
        return present.error();
    }
    const CarriedSecrets carried = draft.copiedFrom
        ? carrySecrets(draft.copiedFrom->secrets, draft.copiedFrom->profile, draft.profile,
                       draft.typed)
        : carrySecrets(present.value(), draft.begunFrom.value_or(draft.profile), draft.profile,
                       draft.typed);
    // The secrets first: a profile that leads elsewhere must never be there with the old ones.
    if (const Outcome kept = keeper.replace(draft.profile, carried.secrets); !kept) {
        return kept.error();
    }
    const Outcome saved = store.saveOver(draft.begunFrom, draft.profile);
    if (!saved) {
        const Outcome back =
            keeper.replace(draft.begunFrom.value_or(draft.profile), present.value());
        return back ? saved.error() : back.error();
    }
    return carried.forgotten;
}

bool hasTypedBefore(const ProfileDraft &draft, const QString &slot, const SecretKeeper &keeper)
{
    if (draft.copiedFrom) {
        return !draft.copiedFrom->secrets.typed(slot, Kind::Session).isEmpty();
    }
    const Profile &before = draft.begunFrom ? *draft.begunFrom : draft.profile;
    return keeper.hasSession(before, slot) || keeper.find(before, slot, {Kind::Stored, {}}).isOk();
}
