// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

/** The tag key under which a publish carries its id, visible to every subscriber. */
inline constexpr char RoundTripTagKey[] = "rm-id";
