// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/secretmask.h"

#include <algorithm>

namespace Text {

namespace {

bool isWordCharacter(QChar character)
{
    return character.isLetterOrNumber() || character.isSurrogate() || character == u'_';
}

bool isHex(QChar character)
{
    return (character >= u'0' && character <= u'9') || (character >= u'a' && character <= u'f')
        || (character >= u'A' && character <= u'F');
}

/** Whether `text` ends with `start` and that many hexadecimal digits. */
bool endsWithHex(QStringView text, QStringView start, qsizetype digits)
{
    const QStringView number = text.last(std::min(digits, text.size()));
    return number.size() == digits && std::all_of(number.begin(), number.end(), isHex)
        && text.chopped(digits).endsWith(start);
}

bool endsWithEscape(QStringView text)
{
    const bool isLetter = text.size() >= 2 && text.at(text.size() - 2) == u'\\';
    return isLetter || endsWithHex(text, u"%", 2) || endsWithHex(text, u"\\x", 2)
        || endsWithHex(text, u"\\u", 4);
}

/** Whether a word may begin after `before`. */
bool isBoundary(QStringView before)
{
    return before.isEmpty() || !isWordCharacter(before.back()) || endsWithEscape(before);
}

} // namespace

QString maskWholeWord(const QString &text, const QString &secret, const QString &mask,
                      Qt::CaseSensitivity sensitivity)
{
    if (secret.isEmpty()) {
        return text;
    }
    const bool beginsAsWord = isWordCharacter(secret.front());
    const bool endsAsWord = isWordCharacter(secret.back());
    const QStringView all(text);
    QString result;
    qsizetype copied = 0;
    qsizetype found = text.indexOf(secret, 0, sensitivity);
    while (found >= 0) {
        const qsizetype end = found + secret.size();
        const bool begins = !beginsAsWord || isBoundary(all.first(found));
        const bool ends = !endsAsWord || end == text.size() || !isWordCharacter(text.at(end));
        if (begins && ends) {
            result += all.sliced(copied, found - copied);
            result += mask;
            copied = end;
        }
        found = text.indexOf(secret, begins && ends ? end : found + 1, sensitivity);
    }
    result += all.sliced(copied);
    return result;
}

} // namespace Text
