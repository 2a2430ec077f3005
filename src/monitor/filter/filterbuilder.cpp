// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filterbuilder.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/entrynames.h"
#include "monitor/filter/filterparser.h"
#include "monitor/filter/jsonfieldreader.h"
#include "monitor/json/filterquoting.h"
#include "monitor/platform/displaytime.h"
#include "text/utf8.h"

#include <algorithm>
#include <optional>

namespace {

constexpr std::size_t LongestCondition = 1024; // several of them fit into one filter
constexpr std::size_t TextBytes = 128; // at the beginning of a long text are searched for

std::string exactly(std::string_view name, std::string_view value)
{
    if (value.empty()) {
        return {};
    }
    std::string condition(name);
    if (isBareWord(value, "-.:#/$@")) {
        condition += ':';
        condition += value;
    } else {
        condition += " = ";
        condition += quotedForFilter(value);
    }
    return condition.size() > LongestCondition ? std::string() : condition;
}

std::string timeCondition(const std::string &time)
{
    return time.empty() ? std::string() : "time:" + time;
}

std::string numberCondition(std::string_view name, std::uint64_t number)
{
    return std::string(name) + ':' + std::to_string(number);
}

struct FoundValue
{
    JsonValue::Type type = JsonValue::Type::Null;
    std::string text;
};

std::optional<FoundValue> valueAt(std::string_view json, const JsonPath &path)
{
    FoundValue found;
    RegularExpression::MatchContext context;
    const JsonTest test{JsonCopy{&found.text, &found.type}};
    return JsonFieldReader().any(json, path, test, context) ? std::optional(found) : std::nullopt;
}

/** The unescaped string at a key of the info. */
std::string infoString(const Entry &entry, const char *key)
{
    const auto found = valueAt(entry.info, {{JsonStep::Kind::Member, key, 0}});
    return found && found->type == JsonValue::Type::String ? found->text : std::string();
}

} // namespace

std::string cellCondition(FilterCell cell, const Entry &entry)
{
    switch (cell) {
    case FilterCell::Number:
        return numberCondition("number", entry.number);
    case FilterCell::Time:
        return timeCondition(isoTime(entry.wall));
    case FilterCell::Watcher:
        return exactly("watcher", entry.watcher);
    case FilterCell::Channel:
        return exactly("channel", entry.channel);
    case FilterCell::Offset:
        return entry.offset == 0 ? std::string() : numberCondition("offset", entry.offset);
    case FilterCell::Kind:
        return exactly("kind", kindName(entry).label);
    case FilterCell::Size:
        return numberCondition("size", entry.payloadSize());
    case FilterCell::Payload:
        return entry.payload.empty() ? std::string()
                                     : quotedForFilter(Text::utf8Prefix(entry.payload, TextBytes));
    case FilterCell::User:
        return exactly("user", infoString(entry, "user"));
    case FilterCell::Client:
        return exactly("client", infoString(entry, "client"));
    case FilterCell::Epoch:
        return exactly("epoch", entry.epoch);
    case FilterCell::Code:
        return entry.code() == 0 ? std::string() : numberCondition("code", entry.code());
    case FilterCell::State:
        return exactly("state", stateName(entry).label);
    }
    return {};
}

std::string valueCondition(FilterField field, const JsonPath &path, std::string_view json)
{
    const std::string name = pathText(field, path);
    const std::optional<FoundValue> value = valueAt(json, {});
    if (!value) {
        return {};
    }
    std::string condition;
    if (value->type == JsonValue::Type::Object || value->type == JsonValue::Type::Array) {
        condition = path.empty() ? std::string() : name;
    } else if (value->type != JsonValue::Type::String) {
        condition = name + " = " + value->text;
    } else {
        condition = name + " = " + quotedForFilter(value->text);
        if (condition.size() > LongestCondition) {
            condition = name + ':' + quotedForFilter(Text::utf8Prefix(value->text, TextBytes));
        }
    }
    return condition.size() > LongestCondition ? std::string() : condition;
}

std::string pathText(FilterField field, const JsonPath &path)
{
    return pathText(field == FilterField::Data      ? "data"
                        : field == FilterField::Tag ? "tag"
                                                    : "info",
                    path);
}

std::string valueText(std::string_view value)
{
    return isBareWord(value, "-.:#/$@") ? std::string(value) : quotedForFilter(value);
}

std::string joinedFilter(std::string_view existing, std::string_view condition, FilterJoin join)
{
    FilterParser parser(existing);
    const bool isUsable = parser.parse() != nullptr && !parser.hasFault();
    const std::string own =
        join == FilterJoin::Not ? "not " + std::string(condition) : std::string(condition);
    if (!isUsable || join == FilterJoin::Only || condition.empty()) {
        return condition.empty() ? std::string(existing) : own;
    }
    const std::string before(existing);
    if (join == FilterJoin::Or) {
        // A quoted text directly behind or could be meant as another value.
        return before + " or " + (own.starts_with('"') ? '(' + own + ')' : own);
    }
    const std::string grouped = '(' + before + ") " + own;
    std::string joined = before + ' ' + own;
    FilterParser whole(joined);
    whole.parse();
    return parser.isAlternatives() || whole.hasFault() ? grouped : joined;
}
