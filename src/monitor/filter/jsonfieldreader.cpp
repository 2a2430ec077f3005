// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/jsonfieldreader.h"

#include "monitor/json/jsonnumber.h"
#include "monitor/json/jsonspace.h"
#include "monitor/json/jsonstring.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t KeptBytes = std::size_t(1) << 20; // a larger payload's room is given back

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = std::min(text.find_first_not_of(JsonSpaces), text.size());
    text.remove_prefix(first);
    return text.substr(0, text.find_last_not_of(JsonSpaces) + 1);
}

/** Walks along one path in one document. */
class Walk
{
public:
    Walk(const JsonPath &path, const JsonTest &test, RegularExpression::MatchContext &context)
        : m_path(path)
        , m_test(test)
        , m_context(context)
    {
    }

    void setEnd(const char *end) { m_end = end; }

    bool through(ondemand::value value, std::size_t step)
    {
        if (step == m_path.size()) {
            return passes(value);
        }
        return m_path[step].kind == JsonStep::Kind::Member ? throughMembers(value, step)
                                                           : throughElements(value, step);
    }

    bool passesScalar(std::string_view token)
    {
        token = trimmed(token);
        if (token.starts_with('"')) {
            return passesString(token);
        }
        if (token == "true" || token == "false") {
            return passes(token == "true" ? JsonValue::Type::True : JsonValue::Type::False, token);
        }
        if (token == "null") {
            return passes(JsonValue::Type::Null, token);
        }
        return isJsonNumber(token) && passes(JsonValue::Type::Number, token);
    }

    bool passes(JsonValue::Type type, std::string_view text)
    {
        return m_test.holds({type, text}, m_context);
    }

private:
    bool throughMembers(ondemand::value value, std::size_t step)
    {
        ondemand::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS) {
            return false;
        }
        for (simdjson::simdjson_result<ondemand::field> member : object) {
            ondemand::field field;
            if (std::move(member).get(field) != simdjson::SUCCESS) {
                return false;
            }
            if (isKey(field.key().raw(), m_path[step].key) && through(field.value(), step + 1)) {
                return true;
            }
        }
        return false;
    }

    bool throughElements(ondemand::value value, std::size_t step)
    {
        ondemand::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS) {
            return false;
        }
        const bool isAny = m_path[step].kind == JsonStep::Kind::AnyElement;
        std::size_t index = 0;
        for (simdjson::simdjson_result<ondemand::value> member : array) {
            ondemand::value element;
            if (std::move(member).get(element) != simdjson::SUCCESS) {
                return false;
            }
            const bool isWanted = isAny || index++ == m_path[step].index;
            if (isWanted && through(element, step + 1)) {
                return true;
            }
            if (isWanted && !isAny) {
                return false;
            }
        }
        return false;
    }

    /** `inside` points behind the quote that opens a key. */
    bool isKey(const char *inside, std::string_view key) const
    {
        const std::string_view rest(inside, static_cast<std::size_t>(m_end - inside));
        const std::size_t stop = rest.find_first_of("\"\\");
        if (stop == std::string_view::npos) {
            return false;
        }
        if (rest[stop] == '"') {
            return rest.substr(0, stop) == key;
        }
        const std::size_t close = closingQuote(rest, stop);
        return close != std::string_view::npos && withoutEscapes(rest.substr(0, close)) == key;
    }

    bool passes(ondemand::value value)
    {
        ondemand::json_type type = ondemand::json_type::null;
        if (value.type().get(type) != simdjson::SUCCESS) {
            return false;
        }
        if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
            return passesContainer(value, type);
        }
        return passesScalar(value.raw_json_token());
    }

    bool passesContainer(ondemand::value value, ondemand::json_type type)
    {
        std::string_view text;
        if (type == ondemand::json_type::object) {
            ondemand::object object;
            return value.get_object().get(object) == simdjson::SUCCESS
                && object.raw_json().get(text) == simdjson::SUCCESS
                && passes(JsonValue::Type::Object, text);
        }
        ondemand::array array;
        return value.get_array().get(array) == simdjson::SUCCESS
            && array.raw_json().get(text) == simdjson::SUCCESS
            && passes(JsonValue::Type::Array, text);
    }

    bool passesString(std::string_view token)
    {
        if (closingQuote(token, 1) != token.size() - 1 || token.size() < 2) {
            return false;
        }
        const std::string_view inside = token.substr(1, token.size() - 2);
        if (inside.find('\\') == std::string_view::npos) {
            return passes(JsonValue::Type::String, inside);
        }
        const std::optional<std::string> text = withoutEscapes(inside);
        return text && passes(JsonValue::Type::String, *text);
    }

    const JsonPath &m_path;
    const JsonTest &m_test;
    RegularExpression::MatchContext &m_context;
    const char *m_end = nullptr;
};

} // namespace

struct JsonFieldReader::Private
{
    /** A copy with the padding behind it that simdjson reads. */
    simdjson::padded_string_view padded(std::string_view json)
    {
        const std::size_t needed = json.size() + simdjson::SIMDJSON_PADDING;
        if (bytes.size() < needed) {
            bytes.resize(needed > KeptBytes ? needed : std::bit_ceil(needed), ' ');
        }
        std::memcpy(bytes.data(), json.data(), json.size());
        std::memset(bytes.data() + json.size(), ' ', simdjson::SIMDJSON_PADDING);
        return simdjson::padded_string_view(bytes.data(), json.size(), bytes.size());
    }

    bool prepare(std::size_t size)
    {
        return parser.capacity() >= size
            || parser.allocate(std::bit_ceil(std::max<std::size_t>(size, 4096)))
            == simdjson::SUCCESS;
    }

    void giveBack()
    {
        if (bytes.size() > KeptBytes) {
            std::vector<char>().swap(bytes);
            parser = ondemand::parser();
        }
    }

    std::vector<char> bytes;
    ondemand::parser parser;
};

JsonFieldReader::JsonFieldReader()
    : d(std::make_unique<Private>())
{
}

JsonFieldReader::~JsonFieldReader() = default;
JsonFieldReader::JsonFieldReader(JsonFieldReader &&other) noexcept = default;
JsonFieldReader &JsonFieldReader::operator=(JsonFieldReader &&other) noexcept = default;

bool JsonFieldReader::any(std::string_view json, const JsonPath &path, const JsonTest &test,
                          RegularExpression::MatchContext &context)
{
    json = trimmed(json);
    Walk walk(path, test, context);
    if (!json.starts_with('{') && !json.starts_with('[')) {
        return path.empty() && walk.passesScalar(json);
    }
    if (path.empty()) {
        return walk.passes(json.front() == '{' ? JsonValue::Type::Object : JsonValue::Type::Array,
                           json);
    }
    if (!d->prepare(json.size())) {
        return false;
    }
    ondemand::document document;
    ondemand::value root;
    const simdjson::padded_string_view copy = d->padded(json);
    walk.setEnd(copy.data() + copy.size());
    const bool isFound = d->parser.iterate(copy).get(document) == simdjson::SUCCESS
        && document.get_value().get(root) == simdjson::SUCCESS && walk.through(root, 0);
    d->giveBack();
    return isFound;
}
