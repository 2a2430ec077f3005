// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/entryfield.h"

#include "monitor/entry/entry.h"
#include "monitor/filter/filter.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/filter/filterfields.h"
#include "monitor/filter/filterreader.h"
#include "monitor/filter/filterterm.h"
#include "monitor/json/jsonchildren.h"
#include "text/jsonspace.h"
#include "text/jsonstring.h"

#include <algorithm>

namespace {

std::optional<EntryField> noField(FilterFault &fault, std::string message)
{
    fault.message = std::move(message);
    return {};
}

/** `literal` has its quotes. */
bool isKey(std::string_view literal, std::string_view key)
{
    const std::string_view inside = literal.substr(1, literal.size() - 2);
    return inside == key
        || (inside.find('\\') != std::string_view::npos && Text::unescaped(inside) == key);
}

/** The value of the step in an object or array; empty where there is none. */
std::string_view stepValue(std::string_view json, const JsonStep &step)
{
    if (json.empty() || (json.front() != '{' && json.front() != '[')) {
        return {};
    }
    const bool isObject = json.front() == '{';
    if (isObject != (step.kind == JsonStep::Kind::Member)) {
        return {};
    }
    constexpr std::size_t ReadAtOnce = 16;
    JsonChildren children(0);
    std::vector<JsonChild> found;
    std::size_t index = 0;
    while (!children.isDone()) {
        found.clear();
        children.advance(json, {json.size(), ReadAtOnce}, found);
        for (const JsonChild &child : found) {
            if (isObject ? isKey(child.key.of(json), step.key) : index == step.index) {
                return child.value.of(json);
            }
            ++index;
        }
    }
    return {};
}

} // namespace

std::optional<EntryField> EntryField::parse(std::string_view text, FilterFault &fault)
{
    FilterReader reader(text);
    reader.skipSpaces();
    const std::string_view name = reader.takeName();
    const std::optional<FilterField> field = filterField(name);
    if (!field || !hasPath(*field)) {
        return noField(fault, "a field begins with data, tag or info, as in data.user.id");
    }
    std::optional<JsonPath> path = reader.takePath(fault);
    if (!path) {
        return {};
    }
    reader.skipSpaces();
    if (path->empty() || !reader.isAtEnd()) {
        return noField(fault, "a field is a name and a path, as in data.user.id");
    }
    if (std::ranges::any_of(
            *path, [](const JsonStep &step) { return step.kind == JsonStep::Kind::AnyElement; })) {
        return noField(fault, "[*] stands for many values; name one, as in data.items[0]");
    }
    return EntryField(*field, *std::move(path));
}

EntryField EntryField::ofInfo(std::string_view key)
{
    return {FilterField::Info, {{JsonStep::Kind::Member, std::string(key), 0}}};
}

std::string EntryField::name() const
{
    return pathText(m_field, m_path);
}

std::string_view EntryField::textOf(const Entry &entry) const
{
    switch (m_field) {
    case FilterField::Data:
        return entry.kind == EntryKind::Publication ? entry.payload : std::string_view();
    case FilterField::Tag:
        return entry.tags;
    default:
        return entry.info;
    }
}

std::string_view EntryField::valueIn(const Entry &entry, std::size_t most) const
{
    const std::string_view text = textOf(entry);
    std::string_view value = text.size() <= most ? Text::trimmedJson(text) : std::string_view();
    for (const JsonStep &step : m_path) {
        value = stepValue(value, step);
    }
    return value;
}
