// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/texthint.h"

#include <algorithm>
#include <string>

namespace {

bool needsEscape(char byte)
{
    return static_cast<unsigned char>(byte) < 0x20 || byte == '"' || byte == '\\';
}

} // namespace

TextHint::TextHint(std::string_view text)
    : m_form(std::ranges::any_of(text, needsEscape) ? Form::NeedsEscapes : Form::Plain)
    , m_hasSlash(text.find('/') != std::string_view::npos)
{
    if (m_form == Form::Plain) {
        std::string quoted = "\"";
        quoted += text;
        quoted += '"';
        m_search.emplace(quoted, TextSearch::Case::Exact);
    }
}

bool TextHint::mayBeIn(std::string_view json) const
{
    if (m_form == Form::Anything || (m_search && m_search->isIn(json))) {
        return true;
    }
    std::size_t at = json.find('\\');
    if (m_form == Form::NeedsEscapes) {
        return at != std::string_view::npos;
    }
    // Of the escapes only \u, and \/ for a slash, can hide what needs none.
    while (at != std::string_view::npos && at + 1 < json.size()) {
        if (json[at + 1] == 'u' || (json[at + 1] == '/' && m_hasSlash)) {
            return true;
        }
        at = json.find('\\', at + 2);
    }
    return false;
}
