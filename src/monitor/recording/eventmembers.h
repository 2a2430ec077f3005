// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entrykind.h"

#include <cstdint>
#include <string_view>

// What tells an event from the JSON of other programs, which may have a member `kind` as well: its
// members are all those that eventJson() and an export write for its kind, and no others.

using MemberSet = std::uint32_t;

/** 0 for a name that no event has. */
MemberSet memberOf(std::string_view name);
/** Whether an event has null where it does not apply. */
bool mayBeNull(MemberSet member);
bool areMembersOf(EntryKind kind, MemberSet members);
