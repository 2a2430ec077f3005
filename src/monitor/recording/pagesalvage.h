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
 * Entries of a recording in pages to which its table does not lead: of a copy that was taken while
 * the recording was written, of a file that was cut, or of one whose writer died while it moved its
 * log into the file. Pages are only ever added at the file's end, so that what was lost stands
 * there. Immutable; for any thread.
 */
class PageSalvage
{
public:
    /** Whether the table leads to the entry of that number. */
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

    /** Those that were not reached, in the order of their numbers. */
    const std::vector<Leaf> &leaves() const { return m_leaves; }
    /** Of all entries that it saw, reached or not; 0 for none. */
    std::uint64_t lastNumber() const { return m_lastNumber; }
    /** Of those that were reached; 0 for none. */
    std::uint64_t lastReached() const { return m_lastReached; }
    /** The file can't have more. */
    std::uint64_t mostEntries() const;

    /** Bytes of the entry, 0 where it is not here. */
    std::size_t sizeOf(std::uint64_t number) const;
    /** The entry where it is here in full; its bytes are in `memory`. */
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
