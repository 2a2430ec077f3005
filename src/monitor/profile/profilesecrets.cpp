// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/profilesecrets.h"

using SecretKind = SecretReference::Kind;

Secret ProfileSecrets::typed(const QString &slot, SecretKind kind) const
{
    const auto &first = kind == SecretKind::Stored ? stored : session;
    const auto &second = kind == SecretKind::Stored ? session : stored;
    return first.contains(slot) ? first.value(slot) : second.value(slot);
}
