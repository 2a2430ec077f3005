// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"
#include "monitor/recording/database.h"
#include "monitor/recording/entrywalk.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

/**
 * An FTS5 index over the trigrams of each block of entries, which tells the blocks that may contain
 * a text. Built completely or not at all, for entries that do not change, in a file without a name
 * that is gone with this object. Any thread.
 */
class TextIndex
{
public:
    struct Built;
    class Search;

    /** Seeking in a recording costs as much as reading so many. */
    static constexpr std::uint64_t BlockEntries = 32;

    /** Slow: for a worker thread. The file is created in `folder`, which belongs to the user. */
    static Built build(const EntrySnapshot &entries, const std::string &folder,
                       WalkProgress &progress);

private:
    TextIndex() = default;
    int fill(const EntrySnapshot &entries, WalkProgress &progress);

    Database m_database;
    std::uint64_t m_blocks = 0;
    mutable std::mutex m_mutex; // guards the connection, which searches in several threads use
};

struct TextIndex::Built
{
    std::shared_ptr<const TextIndex> index; ///< null when it was cancelled or failed
    std::string fault; ///< why, a sentence
};

/** The blocks that answer a query, the newest first. One thread. */
class TextIndex::Search
{
public:
    Search(std::shared_ptr<const TextIndex> index, const std::string &query);
    ~Search();
    Search(const Search &) = delete;
    Search &operator=(const Search &) = delete;

    /** The next block; every block where the index can't be read. */
    std::optional<std::uint64_t> next();

private:
    const std::shared_ptr<const TextIndex> m_index;
    const std::string m_query;
    Statement m_statement;
    std::uint64_t m_end; // of the blocks that are left
    bool m_isReadable = true;
};
