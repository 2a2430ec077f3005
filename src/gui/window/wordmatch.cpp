// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/wordmatch.h"

namespace {

enum Fit { None, Letters, Inside, WordStart, TextStart };

bool isWordStart(QStringView text, qsizetype position)
{
    return position == 0 || !text[position - 1].isLetterOrNumber();
}

/** Whether the letters are in the text in their order, the first one at the start of a word. */
bool hasLetters(QStringView word, QStringView text)
{
    for (qsizetype start = 0; start < text.size(); ++start) {
        if (!isWordStart(text, start)) {
            continue;
        }
        qsizetype found = 0;
        for (qsizetype i = start; i < text.size() && found < word.size(); ++i) {
            found += text[i].toCaseFolded() == word[found].toCaseFolded() ? 1 : 0;
        }
        if (found == word.size()) {
            return true;
        }
    }
    return false;
}

Fit fitOf(QStringView word, QStringView text)
{
    qsizetype position = text.indexOf(word, 0, Qt::CaseInsensitive);
    if (position == 0) {
        return TextStart;
    }
    const bool isInside = position > 0;
    for (; position > 0; position = text.indexOf(word, position + 1, Qt::CaseInsensitive)) {
        if (isWordStart(text, position)) {
            return WordStart;
        }
    }
    if (isInside) {
        return Inside;
    }
    return hasLetters(word, text) ? Letters : None;
}

} // namespace

int wordMatch(QStringView typed, QStringView text)
{
    int score = 1;
    const auto words = typed.split(u' ', Qt::SkipEmptyParts);
    for (const QStringView word : words) {
        const Fit fit = fitOf(word, text);
        if (fit == None) {
            return 0;
        }
        score += fit;
    }
    return score;
}
