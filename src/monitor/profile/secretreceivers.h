// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profilesecrets.h"

#include <QList>
#include <QStringList>

// To which servers a secret goes. One that was typed for one server is never sent to another: it is
// forgotten when the address in the profile changes.

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
