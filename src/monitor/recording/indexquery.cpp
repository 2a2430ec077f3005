// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/indexquery.h"

#include "monitor/recording/indextext.h"

#include <algorithm>

namespace {

/** Of one text; a few are enough to find it, and each costs. */
constexpr std::size_t MaxTrigrams = 16;
/** Stand in a string of JSON with a backslash only, or may. */
constexpr std::string_view NeverPlain = "\"\\/";

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char byte : text) {
        out.append(byte == '"' ? 2 : 1, byte);
    }
    return out + '"';
}

std::string joined(const std::vector<std::string> &parts, std::string_view word)
{
    std::string out;
    for (const std::string &part : parts) {
        out += out.empty() ? "(" : word;
        out += part;
    }
    return out.empty() ? out : out + ')';
}

std::string textQuery(std::string_view text, std::string_view without)
{
    std::vector<std::string> all;
    TrigramReader reader(text, without);
    while (const std::optional<Trigram> trigram = reader.next()) {
        std::string characters;
        trigram->appendTo(characters);
        all.push_back(quoted(characters));
    }
    const std::size_t count = std::min(all.size(), MaxTrigrams);
    std::vector<std::string> spread;
    for (std::size_t i = 0; i < count; ++i) {
        spread.push_back(all[i * all.size() / count]);
    }
    return joined(spread, " AND ");
}

std::string query(const RequiredText &required);

/** Empty parts left out. */
std::vector<std::string> queries(const std::vector<RequiredText> &parts)
{
    std::vector<std::string> all;
    for (const RequiredText &part : parts) {
        std::string one = query(part);
        if (!one.empty()) {
            all.push_back(std::move(one));
        }
    }
    return all;
}

std::string query(const RequiredText &required)
{
    switch (required.kind) {
    case RequiredText::Kind::Nothing:
        return {};
    case RequiredText::Kind::Text:
        return textQuery(required.bytes, {});
    case RequiredText::Kind::TextInJson: {
        const std::string plain = textQuery(required.bytes, NeverPlain);
        return plain.empty() ? plain : joined({plain, quoted(IndexText::EscapeMark)}, " OR ");
    }
    case RequiredText::Kind::AllOf:
        return joined(queries(required.parts), " AND ");
    case RequiredText::Kind::AnyOf: {
        const std::vector<std::string> parts = queries(required.parts);
        return parts.size() < required.parts.size() ? std::string() : joined(parts, " OR ");
    }
    }
    return {};
}

} // namespace

std::string indexQuery(const RequiredText &required)
{
    const std::string inner = query(required);
    return inner.empty() ? inner : inner + " OR " + quoted(IndexText::LargeMark);
}
