// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/publicationlimit.h"

#include "monitor/entry/entry.h"
#include "monitor/platform/messagelimits.h"

void limitPublication(Entry &publication, const MessageLimits &limits)
{
    constexpr std::size_t Megabyte = std::size_t(1024) * 1024;
    if (publication.payload.size() > static_cast<std::size_t>(limits.publication) * Megabyte) {
        publication.dropPayload();
    }
}
