// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/errorlayer.h"
#include "monitor/entry/entrykind.h"

#include <span>
#include <string>
#include <string_view>

struct Entry;

// What kinds and states are called: one table for the window, filters and JSON. Plain C++.

struct EntryName
{
    std::string_view label; ///< in the log, translated there; in filters as it stands
    std::string_view id; ///< in JSON and CSV, which never change
};

// Both are empty for a number that stands for nothing.
const EntryName &nameOf(EntryKind kind);
const EntryName &nameOf(SessionState state);
const EntryName &nameOf(ChannelState state);
const EntryName &nameOf(TrimLimit limit);
const EntryName &nameOf(Centrifuge::ErrorLayer layer);

/** Its kind; of a publication also how it came: "recovered", "fetched", "backlog". */
const EntryName &kindName(const Entry &entry);
/** Of a connection, a subscription or an error; empty for the others. */
const EntryName &stateName(const Entry &entry);
/** "connecting · 3001 shutdown"; empty where the entry has no state. */
void setStateLine(std::string &line, const Entry &entry);

/** All of kindName(), and all of stateName(). */
std::span<const EntryName> kindNames();
std::span<const EntryName> stateNames();

/** The value up to `last` with this id, or `otherwise`. */
template <typename Value> Value valueOfId(std::string_view id, Value last, Value otherwise)
{
    for (int value = 0; value <= int(last); ++value) {
        if (nameOf(Value(value)).id == id) {
            return Value(value);
        }
    }
    return otherwise;
}
