// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

/** Limits of a journal. It trims its oldest entries at the first limit that is reached. */
struct JournalLimits
{
    /** In memory, bookkeeping included. The process may use 24 MB more for partly filled and free
     * blocks. While the disk is behind, a quarter more and the latest batch are allowed, at most
     * twice the limit. */
    std::size_t bytes = std::size_t(256) * 1024 * 1024;
    std::size_t entries = 20'000'000;
    std::size_t segmentEntries = 43'690; ///< their records fill a block of 2 MB
    std::size_t segmentBytes = std::size_t(8) * 1024 * 1024;
};

/** Why entries can't be written to the disk. None as soon as it works again. */
enum class SpillProblem : std::uint8_t {
    None,
    DiskFull, ///< the journal continues with fewer entries on disk
    TooSlow, ///< the disk writes less than arrives, or nothing
    Failed
};
