// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/filemap.h"

#include <utility>

#include <sys/mman.h>

FileMap::FileMap(const char *data, std::size_t size, std::shared_ptr<DiskUse> use)
    : m_data(data)
    , m_size(size)
    , m_use(std::move(use))
{
    *m_use += m_size;
}

FileMap::~FileMap()
{
    ::munmap(const_cast<char *>(m_data), m_size);
    *m_use -= m_size;
}

void FileMap::forgetPages() const
{
    // Nothing was written through the map, so that nothing can get lost.
    static_cast<void>(::madvise(const_cast<char *>(m_data), m_size, MADV_DONTNEED));
}
