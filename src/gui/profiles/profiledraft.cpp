// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/profiledraft.h"

#include "monitor/platform/tr.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/profile/profileconnection.h"
#include "monitor/profile/profilestore.h"
#include "monitor/profile/secretkeeper.h"
#include "monitor/watch/watchsession.h"
#include "text/secretmask.h"

#include <algorithm>

using Centrifuge::Outcome;
using Centrifuge::Result;
using SecretKind = SecretReference::Kind;

namespace {

bool keepsSomeStored(const Profile &profile)
{
    const QList<ProfileSecret> secrets = secretsOf(profile);
    return std::any_of(secrets.begin(), secrets.end(), [](const ProfileSecret &secret) {
        return secret.reference.kind == SecretKind::Stored;
    });
}

/** The current secrets of the profile. The file of stored secrets has to be readable only if the
 * profile has secrets in it. */
Result<ProfileSecrets> presentSecrets(const ProfileDraft &draft, const SecretKeeper &keeper)
{
    const Profile &present = draft.baseRevision ? *draft.baseRevision : draft.profile;
    auto known = keeper.known(present);
    if (known || keepsSomeStored(draft.profile)
        || (draft.baseRevision && keepsSomeStored(*draft.baseRevision))) {
        return known;
    }
    return ProfileSecrets{keeper.session(present), {}};
}

QList<SecretsOrigin> originsOf(const ProfileDraft &draft, const ProfileSecrets &present)
{
    return draft.copiedFrom.isEmpty()
        ? QList<SecretsOrigin>{{draft.baseRevision.value_or(draft.profile), present}}
        : draft.copiedFrom;
}

/** Where the profile says what it needs of a slot; nullptr for a header. */
SecretReference *referenceOf(Profile &profile, const QString &slot)
{
    if (slot == HmacSecretSlot) {
        return &profile.tokenHmacSecret;
    }
    if (slot == SubscriptionHmacSecretSlot) {
        return &profile.subscriptionHmacSecret;
    }
    if (slot == TokenSlot) {
        return &profile.token;
    }
    if (slot == ApiKeySlot) {
        return &profile.apiKey;
    }
    if (slot == ProxyPasswordSlot) {
        return &profile.network.proxy.password;
    }
    for (ProfileHeader &header : profile.network.headers) {
        if (headerSlot(header.name) == slot) {
            return &header.secret;
        }
    }
    return nullptr;
}

/** As profileForNow(), with these secrets known. */
Profile keptForNow(const ProfileDraft &draft, const ProfileSecrets &present, SecretKeeper &keeper)
{
    Profile profile = draft.profile;
    const CarriedSecrets carried =
        carrySecrets(originsOf(draft, present), draft.profile, draft.typed);
    QHash<QString, Secret> known = carried.secrets.session;
    known.insert(carried.secrets.stored);
    for (const ProfileSecret &wanted : secretsOf(draft.profile)) {
        const SecretKind kind = wanted.reference.kind;
        if (kind != SecretKind::Session && kind != SecretKind::Stored) {
            continue;
        }
        const bool isKnown = known.contains(wanted.slot);
        *referenceOf(profile, wanted.slot) = {isKnown ? SecretKind::Session : SecretKind::None, {}};
    }
    for (auto secret = known.cbegin(); secret != known.cend(); ++secret) {
        keeper.setSession(profile, secret.key(), secret.value());
    }
    return profile;
}

ProfileField fieldOf(const QString &slot)
{
    if (slot == HmacSecretSlot) {
        return ProfileField::TokenHmacSecret;
    }
    if (slot == SubscriptionHmacSecretSlot) {
        return ProfileField::SubscriptionHmacSecret;
    }
    if (slot == TokenSlot) {
        return ProfileField::Token;
    }
    if (slot == ApiKeySlot) {
        return ProfileField::ApiKey;
    }
    return slot == ProxyPasswordSlot ? ProfileField::Proxy : ProfileField::Headers;
}

} // namespace

ProfileDraft duplicateOf(const ProfileDraft &draft, const QString &name,
                         const std::optional<SecretsOrigin> &stored)
{
    ProfileDraft copy;
    copy.profile = duplicateOf(draft.profile, name);
    // Typed for the servers of the draft; those of the copy may differ when it is saved.
    copy.copiedFrom = {{draft.profile, {draft.typed, {}}}};
    if (stored) {
        copy.copiedFrom.append(*stored);
    } else {
        copy.copiedFrom += draft.copiedFrom;
    }
    return copy;
}

std::optional<ProfileFault> findTypedFault(const ProfileDraft &draft)
{
    for (const ProfileSecret &secret : secretsOf(draft.profile)) {
        if (isTooShort(draft.typed.value(secret.slot))) {
            return ProfileFault{fieldOf(secret.slot), 0,
                                Tr::tr("%1 is shorter than %2 characters: it could be any word, "
                                       "so it could not be masked in logs.")
                                    .arg(secret.label, QString::number(Text::ShortestSecret)),
                                ProfileFault::Weight::Error};
        }
    }
    return std::nullopt;
}

Result<QStringList> saveDraft(const ProfileDraft &draft, ProfileStore &store, SecretKeeper &keeper)
{
    const auto present = presentSecrets(draft, keeper);
    if (!present) {
        return present.error();
    }
    const QList<SecretsOrigin> origins = originsOf(draft, present.value());
    CarriedSecrets carried = carrySecrets(origins, draft.profile, draft.typed);
    Profile profile = draft.profile;
    for (const SecretsOrigin &origin : origins) {
        carried.forgotten += forgetHeaderValues(profile, origin.profile);
    }
    // Secrets first: a profile with another server must never be stored with the old ones.
    if (const Outcome kept = keeper.replace(profile, carried.secrets); !kept) {
        return kept.error();
    }
    const Outcome saved = store.saveOver(draft.baseRevision, profile);
    if (!saved) {
        const Outcome back =
            keeper.replace(draft.baseRevision.value_or(draft.profile), present.value());
        return back ? saved.error() : back.error();
    }
    return carried.forgotten;
}

Profile profileForNow(const ProfileDraft &draft, SecretKeeper &keeper)
{
    const auto present = presentSecrets(draft, keeper);
    return keptForNow(draft, present ? present.value() : ProfileSecrets(), keeper);
}

Result<WatchRequest> requestOf(const ProfileDraft &draft, const SecretKeeper &keeper)
{
    const auto present = presentSecrets(draft, keeper);
    if (!present) {
        return present.error();
    }
    SecretKeeper scratch{QString()}; // holds them for this moment
    const Profile profile = keptForNow(draft, present.value(), scratch);
    auto connection = connectionOf(profile, scratch);
    if (!connection) {
        return connection.error();
    }
    if (!connection.value().canConnect()) {
        return Centrifuge::localError(Centrifuge::LocalError::MissingSecret,
                                      connection.value().whyNoConnect());
    }
    WatchRequest request;
    request.connection = connection.takeValue();
    request.user = profile.users.value(0);
    request.profile = profile.name;
    request.timeToLive = profile.tokenLifetime;
    request.channels = profile.channels;
    request.channelOptions = profile.channelOptions;
    request.wireFormat = profile.wireFormat;
    return request;
}

bool hasTypedBefore(const ProfileDraft &draft, const QString &slot, const SecretKeeper &keeper)
{
    if (!draft.copiedFrom.isEmpty()) {
        return std::any_of(draft.copiedFrom.begin(), draft.copiedFrom.end(),
                           [&slot](const SecretsOrigin &origin) {
                               return !origin.secrets.typed(slot, SecretKind::Session).isEmpty();
                           });
    }
    const Profile &before = draft.baseRevision ? *draft.baseRevision : draft.profile;
    return keeper.hasSession(before, slot)
        || keeper.find(before, slot, {SecretKind::Stored, {}}).isOk();
}
