// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

/** A file mapped for reading, unmapped with this. Any thread. */
class FileMap
{
public:
    FileMap(const char *data, std::size_t size)
        : m_data(data)
        , m_size(size)
    {
    }
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
};
