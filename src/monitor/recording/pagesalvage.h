// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/leafpage.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/**
 * The entries of a recording in pages that its table does not lead to: in a copy that was taken
 * while the recording was written, in a truncated file, or in one whose writer died while it copied
 * the log into the file. Pages are only ever added at the end, so that lost entries are there.
 * Immutable, for any thread.
 */
class PageSalvage
{
public:
    /** Whether the table leads to the entry with that number. */
    using IsReached = std::function<bool(std::uint64_t)>;

    /** Consecutive entries of one page. */
    struct Leaf
    {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        std::uint32_t page = 0;
        std::uint32_t entries = 0;
    };

    /**
     * Looks through the pages from the end of the file on, until those before are reached by the
     * table. Never null.
     */
    static std::shared_ptr<const PageSalvage> scan(const std::string &path,
                                                   const IsReached &isReached);
    ~PageSalvage();
    PageSalvage(const PageSalvage &) = delete;
    PageSalvage &operator=(const PageSalvage &) = delete;

    /** The ones that the table does not lead to, in the order of their numbers. */
    const std::vector<Leaf> &leaves() const { return m_leaves; }
    /** The last of all entries seen; 0 for none. */
    std::uint64_t lastNumber() const { return m_lastNumber; }
    /** The last that the table leads to; 0 for none. */
    std::uint64_t lastReached() const { return m_lastReached; }
    /** How many entries the file can have at most. */
    std::uint64_t mostEntries() const;

    /** The bytes of the entry; 0 where it was not found. */
    std::size_t sizeOf(std::uint64_t number) const;
    /** The entry where it was found in full; `memory` receives its bytes. */
    std::optional<EntryRecord> read(std::uint64_t number, std::string &memory) const;

private:
    PageSalvage() = default;
    bool open(const std::string &path);
    void look(const IsReached &isReached);
    bool add(const Leaf &leaf, const IsReached &isReached);
    std::optional<Leaf> leafOf(std::uint32_t number, std::string_view page) const;
    bool readPages(std::uint32_t first, std::uint32_t count, std::string &pages) const;
    std::optional<LeafCell> find(std::uint64_t number, std::string &page) const;
    bool appendOverflow(const LeafCell &cell, std::string &record) const;

    int m_descriptor = -1;
    PageFormat m_format;
    std::uint32_t m_pages = 0; // whole ones
    std::vector<Leaf> m_leaves;
    std::uint64_t m_lastNumber = 0;
    std::uint64_t m_lastReached = 0;
};
