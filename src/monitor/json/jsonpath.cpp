// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/jsonpath.h"

#include "monitor/json/filterquoting.h"

std::string pathText(std::string_view field, const JsonPath &path)
{
    std::string text(field);
    for (const JsonStep &step : path) {
        switch (step.kind) {
        case JsonStep::Kind::Member:
            text += '.';
            text += isBareWord(step.key, "-") ? step.key : quotedForFilter(step.key);
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
