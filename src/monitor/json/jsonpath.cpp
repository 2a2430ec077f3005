// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/jsonpath.h"

#include "monitor/json/filterquoting.h"

namespace {

/** Numbers and length would look like an element and a property. */
bool isPlainKey(std::string_view key)
{
    return isBareWord(key, "-") && key != "length"
        && key.find_first_not_of("0123456789") != std::string_view::npos;
}

} // namespace

std::string pathText(std::string_view field, const JsonPath &path)
{
    std::string text(field);
    for (const JsonStep &step : path) {
        switch (step.kind) {
        case JsonStep::Kind::Member:
            text += '.';
            text += isPlainKey(step.key) ? step.key : quotedForFilter(step.key);
            break;
        case JsonStep::Kind::Element:
            text += '[' + std::to_string(step.index) + ']';
            break;
        case JsonStep::Kind::AnyElement:
            text += "[*]";
            break;
        }
    }
    return text;
}
