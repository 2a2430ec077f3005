// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/entry/entrynames.h"

#include <string>
#include <string_view>

/** Whether one of the texts passes in which a search without a field looks. `words` is a buffer for
 * the line of a state, which is composed. */
template <typename Passes>
bool anyText(const Entry &entry, std::string &words, const Passes &passes)
{
    if (entry.kind == EntryKind::Publication) {
        if (passes(entry.payload)) {
            return true;
        }
    } else {
        setStateLine(words, entry); // ends with the payload
        if (passes(words.empty() ? entry.payload : std::string_view(words))) {
            return true;
        }
    }
    return passes(entry.channel) || (!entry.info.empty() && passes(entry.info))
        || (!entry.tags.empty() && passes(entry.tags));
}
