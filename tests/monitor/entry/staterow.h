// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "support/entrybuilders.h"

/** What an entry says beside its channel. */
struct RowWords
{
    std::string_view payload;
    std::uint32_t code = 0;
    std::uint8_t state = 0;
};

inline Entry rowOf(EntryKind kind, std::string_view channel = {}, const RowWords &words = {})
{
    Entry entry;
    entry.kind = kind;
    entry.channel = channel;
    entry.payload = words.payload;
    entry.packedCode = words.code;
    entry.packedState = words.state;
    return entry;
}

template <typename State>
RowWords stateWords(State state, std::uint32_t code, std::string_view words)
{
    return {words, code, std::uint8_t(state)};
}
