// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profile.h"

#include <optional>

/** The parts of a profile that can be wrong, as the form shows them. */
enum class ProfileField {
    Name,
    WebSocketUrls,
    ApiUrl,
    Users,
    Channels,
    TokenLifetime,
    ApiKey,
    TokenHmacSecret,
    SubscriptionHmacSecret,
    Token,
    TokenClaims,
    SubscriptionTokenClaims,
    CaFile,
    ClientCertificate,
    Verification,
    Origin,
    Headers,
    Proxy,
    FrameLimit,
    PublicationLimit
};

/** What is wrong with a profile and where. */
struct ProfileFault
{
    enum class Weight { Error, Warning };

    ProfileField field = ProfileField::Name;
    int line = 0; ///< from 1, where the field is a list
    QString message; ///< a sentence; never repeats a URL, which may hold a password
    Weight weight = Weight::Error;

    friend bool operator==(const ProfileFault &, const ProfileFault &) = default;
};

/** Everything wrong with `profile`, errors and warnings, in the order of the form. Reads no file.
 */
QList<ProfileFault> findProfileFaults(const Profile &profile);

/** The first error; nothing when it can be used. */
std::optional<ProfileFault> findProfileError(const Profile &profile);

/** The names of the profiles that are always there. */
QString environmentProfileName();
QString localServerProfileName();
