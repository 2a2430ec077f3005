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

/** Those that get a secret of `profile`, or what is signed with it: scheme, host and port of each.
 */
QStringList secretReceivers(const Profile &profile, const QString &slot);

/** Whether it goes to none but these. Removing an address, or another order, is no new receiver. */
bool goesOnlyTo(const QStringList &receivers, const Profile &profile, const QString &slot);

/** Secrets, and the profile for whose servers they were typed. */
struct SecretsOrigin
{
    Profile profile;
    ProfileSecrets secrets;
};

/** What becomes of the secrets when a profile is saved. */
struct CarriedSecrets
{
    ProfileSecrets secrets;
    QStringList forgotten; ///< labels of those that would have gone to another server
};

/**
 * The secrets of `origins`, the newest first, for the profile `to` that they become, with those
 * that were `typed` meanwhile. One that was typed for one server is never taken to another; what
 * is no longer referred to is dropped.
 */
CarriedSecrets carrySecrets(const QList<SecretsOrigin> &origins, const Profile &to,
                            const QHash<QString, Secret> &typed);

/** Empties the header values of `profile` that are still those of `from` but would go to another
 * server; the labels of these headers. */
QStringList forgetHeaderValues(Profile &profile, const Profile &from);
