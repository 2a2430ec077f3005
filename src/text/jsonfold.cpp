// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/jsonfold.h"

#include "text/jsonspace.h"

#include <algorithm>

namespace Text {

namespace {

bool opens(char byte)
{
    return byte == '{' || byte == '[';
}

bool closes(char byte)
{
    return byte == '}' || byte == ']';
}

/** What stands for the white space between `before` and `behind`. */
std::string_view foldedSpace(std::string_view space, char before, char behind)
{
    if (space == " ") {
        return space;
    }
    return opens(before) || closes(behind) ? std::string_view() : std::string_view(" ");
}

/** Where the string that begins at `begin` ends, behind its quote. */
std::size_t endOfString(std::string_view json, std::size_t begin)
{
    std::size_t at = begin + 1;
    while (at < json.size() && json[at] != '"') {
        at += json[at] == '\\' ? 2 : 1;
    }
    return std::min(at + 1, json.size());
}

} // namespace

bool looksLikeJson(std::string_view text)
{
    const std::size_t first = text.substr(0, 64).find_first_not_of(JsonSpaces);
    return first != std::string_view::npos && opens(text[first]);
}

FoldedJson foldedJson(std::string_view json, std::size_t most)
{
    FoldedJson folded;
    const std::string_view read = json.substr(0, 16 * most);
    std::size_t at = 0;
    while (at < read.size() && folded.text.size() < most) {
        std::size_t end = at + 1;
        if (isJsonSpace(read[at])) {
            end = std::min(read.find_first_not_of(JsonSpaces, at), read.size());
            if (!folded.text.empty() && end < read.size()) {
                folded.text +=
                    foldedSpace(read.substr(at, end - at), folded.text.back(), read[end]);
            }
        } else {
            end = read[at] == '"' ? endOfString(read, at) : end;
            folded.text += read.substr(at, std::min(end - at, most));
        }
        at = end;
    }
    folded.isCut = at < json.size() || folded.text.size() > most;
    return folded;
}

} // namespace Text
