// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>

// How often what arrives is handed on, from the socket to the screen: at most once in each of these
// times, however fast it comes.

namespace UpdateInterval {

/** Batches from the I/O thread to the journal: one in a frame of a screen with 60 Hz. */
constexpr std::chrono::milliseconds Arrivals{16};
/** Rows and counts that the window shows. */
constexpr std::chrono::milliseconds Frame{33};
/** Matches that the scan of a log found, in the model. */
constexpr std::chrono::milliseconds Matches{33};
/** Numbers and details that a person reads. */
constexpr std::chrono::milliseconds Numbers{100};

} // namespace UpdateInterval
