// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

/** In which order messages from the history and live ones are shown. */
enum class FetchOrder : std::uint8_t {
    AsReceived, ///< as they arrive
    InOrder ///< live messages wait for those that were published before
};

/** How the streams of one connection fill gaps; shared by all of them. I/O thread. */
struct BackfillPolicy
{
    /** Messages of one gap that are fetched automatically; the rest only on request. */
    static constexpr std::uint64_t MaxFetched = 10'000;
    /** Bytes of live messages that all streams together hold back; then backfills end. */
    static constexpr std::size_t MaxHeld = std::size_t(64) * 1024 * 1024;

    FetchOrder order = FetchOrder::AsReceived;
    std::uint64_t most = MaxFetched; ///< 0 = all
    std::size_t held = 0; ///< bytes that are held back at present
};
