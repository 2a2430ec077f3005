// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

/** Size of all files of a journal in bytes, including those that only a snapshot keeps. */
using DiskUse = std::atomic<std::uint64_t>;

/** A file mapped for reading; unmapped by the destructor. Any thread. */
class FileMap
{
public:
    FileMap(const char *data, std::size_t size, std::shared_ptr<DiskUse> use);
    ~FileMap();
    FileMap(const FileMap &) = delete;
    FileMap &operator=(const FileMap &) = delete;

    const char *data() const { return m_data; }
    std::size_t size() const { return m_size; }
    /** Releases its pages from memory; reading loads them again. */
    void forgetPages() const;

private:
    const char *const m_data;
    const std::size_t m_size;
    const std::shared_ptr<DiskUse> m_use;
};
