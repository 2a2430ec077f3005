// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/jsonkeys.h"

#include "text/jsonstring.h"

#include <simdjson.h>

namespace {

namespace ondemand = simdjson::ondemand;

class Keys
{
public:
    Keys(const char *end, std::size_t most)
        : m_end(end)
        , m_most(most)
    {
    }

    void add(ondemand::object object, const JsonPath &before)
    {
        for (simdjson::simdjson_result<ondemand::field> member : object) {
            ondemand::field field;
            if (m_paths.size() >= m_most || std::move(member).get(field) != simdjson::SUCCESS) {
                return;
            }
            const char *const inside = field.key().raw();
            const std::string_view rest(inside, static_cast<std::size_t>(m_end - inside));
            const std::size_t close = Text::closingQuote(rest, 0);
            const auto key = close == std::string_view::npos
                ? std::nullopt
                : Text::unescaped(rest.substr(0, close));
            if (!key) {
                return;
            }
            JsonPath path = before;
            path.push_back({JsonStep::Kind::Member, *key, 0});
            m_paths.push_back(path);
            ondemand::object inner;
            if (before.empty() && field.value().get_object().get(inner) == simdjson::SUCCESS) {
                add(inner, path);
            }
        }
    }

    std::vector<JsonPath> take() { return std::move(m_paths); }

private:
    const char *const m_end;
    const std::size_t m_most;
    std::vector<JsonPath> m_paths;
};

} // namespace

std::vector<JsonPath> keysOf(std::string_view json, std::size_t most)
{
    const simdjson::padded_string copy(json);
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object object;
    Keys keys(copy.data() + copy.size(), most);
    if (parser.iterate(copy).get(document) == simdjson::SUCCESS
        && document.get_object().get(object) == simdjson::SUCCESS) {
        keys.add(object, {});
    }
    return keys.take();
}
