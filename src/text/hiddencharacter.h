// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

namespace Text {

/**
 * True for what a terminal or a label must not get from outside: control characters (C0, DEL, C1),
 * line and paragraph separators, bidirectional and zero-width characters, tags. All but C0 and DEL
 * are beyond ASCII.
 */
bool isHiddenCharacter(char32_t character);

} // namespace Text
