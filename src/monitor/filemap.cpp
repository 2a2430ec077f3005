// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filemap.h"

#include <sys/mman.h>

FileMap::~FileMap()
{
    ::munmap(const_cast<char *>(m_data), m_size);
}

void FileMap::forgetPages() const
{
    // Nothing was written through the map, so that nothing can get lost.
    static_cast<void>(::madvise(const_cast<char *>(m_data), m_size, MADV_DONTNEED));
}
