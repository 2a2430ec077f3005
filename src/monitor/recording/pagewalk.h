// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/leafpage.h"
#include "monitor/recording/pagefile.h"
#include "monitor/recording/rowmap.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

/** What the pages of a damaged recording hold. */
struct WalkedPages
{
    RowMap rows;
    std::unordered_map<std::int64_t, Stream> streams;
    bool isComplete = true; ///< false where it held more than fits into memory
};

/**
 * Looks for entries in every page of a file, whether or not a tree leads to it: SQLite's own
 * recovery (sqlite3_recover, sqlite_dbpage) is in no library of Debian or Ubuntu, and reading
 * around what SQLite calls corrupt loses all that hangs on a damaged inner page. Each page is
 * looked at once, so that no file takes longer than reading it. Nothing when `goesOn` returned
 * false, which is asked for each page, with whether an entry was found.
 */
std::optional<WalkedPages> walkPages(const PageFile &pages,
                                     const std::function<bool(bool)> &goesOn);

/** The last entries in a write-ahead log; 0 for none. */
struct LastInLog
{
    std::uint64_t any = 0; ///< also of a transaction that was never finished
    std::uint64_t committed = 0;
};
LastInLog lastNumbersInLog(const PageFile &pages);

/** Appends the rest of a large record. False where it is not there in full. `visit` is called for
 * each page and may refuse it. */
bool appendOverflow(const PageFile &pages, const LeafCell &cell, std::string &record,
                    const std::function<bool(std::uint32_t)> &visit);
