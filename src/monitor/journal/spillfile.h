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

/** As pwrite(). */
using SpillWrite = std::function<ssize_t(int, const void *, std::size_t, off_t)>;
/** Reserves disk space for a file; 0 or an errno. */
using SpillReserve = std::function<int(int, off_t)>;
using SpillClock = std::function<std::chrono::steady_clock::time_point()>;

/** Where a journal writes entries that exceed its memory. */
struct JournalSpill
{
    std::string folder; ///< exists, and only the user may read it; empty: nothing goes to the disk
    /** Limit for the journal's entries. Snapshots may keep as much again of what was trimmed, so
     * that a paused export does not shorten the history. */
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
 * Writes the parts one after the other to a new unnamed file, which exists only as long as its map:
 * nothing stays on the disk, even after a crash. The error is ENOSPC also when the limit would be
 * exceeded, and ECANCELED when `stop` became true.
 */
SpilledFile spillToFile(const JournalSpill &options, std::span<const std::span<const char>> parts,
                        const std::shared_ptr<DiskUse> &use, const std::function<bool()> &stop);
