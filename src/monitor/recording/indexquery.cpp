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

std::string query(const NeededText &needed);

/** Empty parts left out. */
std::vector<std::string> queries(const std::vector<NeededText> &parts)
{
    std::vector<std::string> all;
    for (const NeededText &part : parts) {
        std::string one = query(part);
        if (!one.empty()) {
            all.push_back(std::move(one));
        }
    }
    return all;
}

std::string query(const NeededText &needed)
{
    switch (needed.kind) {
    case NeededText::Kind::Nothing:
        return {};
    case NeededText::Kind::Text:
        return textQuery(needed.bytes, {});
    case NeededText::Kind::TextInJson: {
        const std::string plain = textQuery(needed.bytes, NeverPlain);
        return plain.empty() ? plain : joined({plain, quoted(IndexText::EscapeMark)}, " OR ");
    }
    case NeededText::Kind::AllOf:
        return joined(queries(needed.parts), " AND ");
    case NeededText::Kind::AnyOf: {
        const std::vector<std::string> parts = queries(needed.parts);
        return parts.size() < needed.parts.size() ? std::string() : joined(parts, " OR ");
    }
    }
    return {};
}

} // namespace

std::string indexQuery(const NeededText &needed)
{
    const std::string inner = query(needed);
    return inner.empty() ? inner : inner + " OR " + quoted(IndexText::LargeMark);
}
