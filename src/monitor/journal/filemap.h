// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

/** The bytes of all files of a journal, those too that only a snapshot keeps. */
using DiskUse = std::atomic<std::uint64_t>;

/** A file mapped for reading, unmapped with this. Any thread. */
class FileMap
{
public:
    FileMap(const char *data, std::size_t size, std::shared_ptr<DiskUse> use);
    ~FileMap();
    FileMap(const FileMap &) = delete;
    FileMap &operator=(const FileMap &) = delete;

    const char *data() const { return m_data; }
    std::size_t size() const { return m_size; }
    /** Takes its pages out of this process; they come back when they are read again. */
    void forgetPages() const;

private:
    const char *const m_data;
    const std::size_t m_size;
    const std::shared_ptr<DiskUse> m_use;
};
