// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

/** Where messages from the history go among those that come live meanwhile. */
enum class FetchOrder : std::uint8_t {
    AsReceived,
    InOrder ///< what comes live waits for what was published before it
};

/** How the streams of one connection fetch what is missing, and what they hold back meanwhile. I/O
 * thread. */
struct BackfillPolicy
{
    /** Messages of one gap that are fetched by themselves; the rest is when asked for. */
    static constexpr std::uint64_t MostFetched = 10'000;
    /** What all streams together hold back, in bytes; then no more is fetched for that. */
    static constexpr std::size_t MostHeld = std::size_t(64) * 1024 * 1024;

    FetchOrder order = FetchOrder::AsReceived;
    std::uint64_t most = MostFetched; ///< 0 = all
    std::size_t held = 0; ///< bytes, at present
};
