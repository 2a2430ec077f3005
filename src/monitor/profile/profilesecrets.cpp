// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/profilesecrets.h"

using Kind = SecretReference::Kind;

Secret ProfileSecrets::typed(const QString &slot, Kind kind) const
{
    const auto &first = kind == Kind::Stored ? stored : session;
    const auto &second = kind == Kind::Stored ? session : stored;
    return first.contains(slot) ? first.value(slot) : second.value(slot);
}
