// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/filemap.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include <sys/types.h>

/** Writes as pwrite() does. */
using SpillWrite = std::function<ssize_t(int, const void *, std::size_t, off_t)>;
/** Takes so much room for a file; 0 or an errno. */
using SpillReserve = std::function<int(int, off_t)>;
using SpillClock = std::function<std::chrono::steady_clock::time_point()>;

/** Where a journal keeps what is more than its memory holds. */
struct JournalSpill
{
    std::string folder; ///< there, and of the user alone; empty: nothing is kept on disk
    /** Of what the journal holds. While snapshots keep what it let go, there may be as much again:
     * to hold an export must not cost the history. */
    std::uint64_t bytes = std::uint64_t(8) * 1024 * 1024 * 1024;
    std::uint64_t spareBytes = std::uint64_t(1) * 1024 * 1024 * 1024; ///< left free on that disk
    SpillWrite write = {}; ///< in place of pwrite(), for tests
    SpillReserve reserve = {}; ///< in place of the system's, for tests
    SpillClock now = {}; ///< in place of the steady clock, for tests
};

struct SpilledFile
{
    std::shared_ptr<const FileMap> map;
    int error = 0; ///< an errno when there is no map
};

/**
 * Writes the parts one behind the other to a new file that has no name and only lives as long as
 * its map, so that nothing stays on the disk, not even after a crash. ENOSPC too when more would be
 * in use than is allowed, ECANCELED when `stop` says so in between.
 */
SpilledFile spillToFile(const JournalSpill &options, std::span<const std::span<const char>> parts,
                        const std::shared_ptr<DiskUse> &use, const std::function<bool()> &stop);
