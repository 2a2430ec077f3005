// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"

#include <cstddef>
#include <string>
#include <vector>

/** Entries on their way to a recording, packed into one buffer. */
class RecordBatch
{
public:
    void add(const Entry &entry);
    void clear();

    std::size_t size() const { return m_rows.size(); }
    bool isEmpty() const { return m_rows.empty(); }
    std::size_t byteCount() const { return m_bytes.size() + m_rows.size() * sizeof(Row); }
    /** The memory that it keeps for later use. */
    std::size_t capacity() const { return m_bytes.capacity(); }
    /** Its views are valid until the batch changes. */
    Entry at(std::size_t index) const;

    /** The bytes that an entry takes in a batch. */
    static std::size_t costOf(const Entry &entry);

private:
    struct Row
    {
        Entry entry; // its views are empty; their sizes follow
        std::size_t position = 0;
        std::size_t channel = 0;
        std::size_t epoch = 0;
        std::size_t payload = 0;
        std::size_t tags = 0;
        std::size_t info = 0;
        std::size_t watcher = 0;
    };
    std::vector<Row> m_rows;
    std::string m_bytes;
};
