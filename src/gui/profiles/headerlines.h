// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profile.h"

// Headers as lines of a field: "Name: value", and for secrets "Name: $VARIABLE", "Name: @/a/file",
// "Name: ?" (typed when connecting). A first $, @ or ? of a literal value is doubled.

QStringList headerLines(const QList<ProfileHeader> &headers);
QList<ProfileHeader> headersFrom(const QStringList &lines);
