// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// The words that an entry shows beside its bytes, in plain C++.

/** As the column of the log says it: "recovered", "not decodable". */
std::string_view kindWord(const Entry &entry);
/** "live", "subscribed", "TLS"; empty where the entry has no state. */
std::string_view stateWord(const Entry &entry);
/** "connecting · 3001 shutdown"; empty where the entry has no state. */
void setStateLine(std::string &line, const Entry &entry);

/** The code of a state, an error or a fetch; 0 for none. Other rows keep a count there. */
std::uint32_t codeOf(const Entry &entry);

/** All of them, for completion and faults. */
std::span<const std::string_view> kindWords();
std::span<const std::string_view> stateWords();
