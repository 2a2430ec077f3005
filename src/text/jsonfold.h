// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace Text {

/** The beginning of a JSON text on one line. */
struct FoldedJson
{
    std::string text; ///< may end within a character
    bool isCut = false; ///< there is more
};

/** Whether `text` begins as an object or an array. It need not be JSON. */
bool looksLikeJson(std::string_view text);

/**
 * Leaves out the white space that indents `json`: line breaks and several spaces outside its
 * strings become one space, next to a bracket none. A single space stays. At most about `most`
 * bytes come out, and at most 16 times as many are read.
 */
FoldedJson foldedJson(std::string_view json, std::size_t most);

} // namespace Text
