// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The first line is a filter, the rest a payload; both are hostile.

#include "fuzz/codecproperties.h"
#include "monitor/entry/entry.h"

#include "monitor/filter/filter.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/filter/filtercompletion.h"
#include "monitor/filter/filterparser.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace {

/** All texts of the entry are the same bytes. */
Entry entryOf(std::string_view bytes, EntryKind kind)
{
    Entry entry;
    entry.kind = kind;
    entry.number = 1;
    entry.offset = 2;
    entry.packedCode = 3;
    entry.channel = bytes;
    entry.epoch = bytes;
    entry.payload = bytes;
    entry.tags = bytes;
    entry.info = bytes;
    return entry;
}

void checkBuilding(const Entry &entry)
{
    for (const FilterCell cell :
         {FilterCell::Channel, FilterCell::Payload, FilterCell::Epoch, FilterCell::User}) {
        const std::string text = cellCondition(cell, entry);
        const Filter::Compiled compiled = Filter::compile(text);
        Fuzz::require(!compiled.fault);
        Fuzz::require(FilterRun(compiled.filter).matches(entry));
    }
    const std::string value = valueCondition(FilterField::Data, {}, entry.payload);
    const Filter::Compiled compiled = Filter::compile(value);
    Fuzz::require(!compiled.fault);
}

/** A filter lets through what each of its conditions, as written, lets through. */
void checkConditions(std::string_view text, const Entry &entry, bool isMatch)
{
    FilterParser parser(text);
    parser.parse();
    bool isMatchOfAll = true;
    for (const FilterRange &range : parser.conditions()) {
        const Filter::Compiled part = Filter::compile(text.substr(range.offset, range.length));
        Fuzz::require(!part.fault && !part.filter.isEmpty());
        isMatchOfAll = isMatchOfAll && FilterRun(part.filter).matches(entry);
    }
    Fuzz::require(isMatchOfAll == isMatch);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char *>(data), size);
    const std::string_view text = input.substr(0, input.find('\n'));
    const std::string_view payload = input.substr(std::min(text.size() + 1, size));
    const Filter::Compiled compiled = Filter::compile(text);
    if (compiled.fault) {
        Fuzz::require(compiled.filter.isEmpty());
        Fuzz::require(!compiled.fault->message.empty());
        Fuzz::require(compiled.fault->offset + compiled.fault->length <= text.size());
    }
    FilterRun first(compiled.filter);
    FilterRun second(compiled.filter);
    for (const EntryKind kind : {EntryKind::Publication, EntryKind::Error}) {
        const Entry entry = entryOf(payload, kind);
        const bool isMatch = first.matches(entry);
        Fuzz::require(isMatch == second.matches(entry));
        if (!compiled.fault) {
            checkConditions(text, entry, isMatch);
        }
    }
    SeenNames seen;
    seen.see(entryOf(payload, EntryKind::Publication));
    Fuzz::require(completeFilter(text, text.size(), seen).offset <= text.size());
    checkBuilding(entryOf(payload, EntryKind::Publication));
    return 0;
}
