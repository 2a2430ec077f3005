// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/json/jsonpath.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

enum class FilterField;
struct Entry;
struct FilterFault;

/** One value inside the data, the tags or the info of an entry, named as in a filter:
 * data.user.id. Plain C++. */
class EntryField
{
public:
    /** Larger texts are not read, as tables ask for many fields at each paint. */
    static constexpr std::size_t MostRead = std::size_t(64) * 1024;

    /** Nothing for what names no single value; then the fault says why. */
    static std::optional<EntryField> parse(std::string_view text, FilterFault &fault);
    /** The member `key` of the info: "user" or "client". */
    static EntryField ofInfo(std::string_view key);

    /** As a filter writes it. */
    std::string name() const;
    FilterField field() const { return m_field; }
    const JsonPath &path() const { return m_path; }

    /** The text that it is in; empty for entries of other kinds. */
    std::string_view textOf(const Entry &entry) const;
    /** The value as received, a string with its quotes; empty where there is none. Of repeated
     * keys the first counts. `most`: larger texts are not read. */
    std::string_view valueIn(const Entry &entry, std::size_t most = MostRead) const;

    friend bool operator==(const EntryField &one, const EntryField &other)
    {
        return one.name() == other.name();
    }

private:
    EntryField(FilterField field, JsonPath path)
        : m_field(field)
        , m_path(std::move(path))
    {
    }

    FilterField m_field;
    JsonPath m_path;
};
