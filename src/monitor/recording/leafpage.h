// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Reads pages of the table of entries that no tree leads to, so that SQLite can't
// (sqlite.org/fileformat2.html). Nothing in them is trusted.

/** How pages are laid out. */
struct PageFormat
{
    std::size_t pageSize = 0;
    std::size_t usableSize = 0; ///< of a page, without what is reserved at its end

    /** From the first 100 bytes of the file; nothing where they are invalid. */
    static std::optional<PageFormat> ofHeader(std::string_view header);
};

/** A row in a leaf page. */
struct LeafCell
{
    std::uint64_t rowId = 0;
    std::uint64_t size = 0; ///< of the record
    std::string_view local; ///< its beginning, or all of it
    std::uint32_t overflowPage = 0; ///< where the rest begins; 0 for none
};

/** A view of a leaf page of a table; the bytes must outlive it. Where the file was cut within the
 * page, its cells that are there can still be read. */
class LeafPage
{
public:
    LeafPage(std::string_view page, const PageFormat &format);

    /** 0 where it is no leaf page of a table. */
    std::size_t size() const { return m_size; }
    std::optional<LeafCell> cell(std::size_t index) const;

private:
    std::string_view m_page; // without what is reserved
    std::size_t m_usable = 0; // its size, had it not been cut
    std::size_t m_size = 0;
};

/** A row of the table of entries. */
struct EntryRecord
{
    Entry entry; ///< without a number and what its stream says
    std::int64_t stream = 0;
};

/** A row of the table of streams. */
struct Stream
{
    std::string channel;
    std::string epoch;
    std::string watcher; ///< empty where there was but one, and in recordings of old versions
};

/** Makes `entry` one of the stream, which has to live as long. */
void setStream(Entry &entry, const Stream &stream);

/** A whole record of the table of streams, of any version. */
std::optional<Stream> readStreamRecord(std::string_view record);
/** Whether this is the beginning of a record of as many columns as an entry has. */
bool looksLikeEntry(std::string_view record);
/** Reads a whole record. The result has views into its bytes. */
std::optional<EntryRecord> readEntryRecord(std::string_view record);
