// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Text {

/** A shorter secret could be any word of a sentence, so it can't be masked; the program refuses it.
 */
inline constexpr qsizetype ShortestSecret = 4;

/**
 * `text` with `mask` in place of `secret` wherever that stands as a whole word: between letters,
 * digits or underscores it is a part of another word and stays. An escape (`%3D`, `\n`, `\u003d`)
 * before it is no part of a word. Any thread.
 */
QString maskWholeWord(const QString &text, const QString &secret, const QString &mask,
                      Qt::CaseSensitivity sensitivity = Qt::CaseSensitive);

} // namespace Text
