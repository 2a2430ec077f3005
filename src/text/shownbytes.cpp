// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/shownbytes.h"

#include "text/hiddencharacter.h"
#include "text/utf8.h"
#include "text/views.h"

#include <QChar>

#include <algorithm>

namespace Text {

namespace {

/** How many code units the first character takes; `length` is that of its UTF-8, 0 if invalid. */
qsizetype shownSize(QByteArrayView utf8, qsizetype length)
{
    if (length == 0) {
        return 4; // \xNN
    }
    const char32_t code = utf8Character(view(utf8.first(length)));
    const qsizetype units = QChar::requiresSurrogates(code) ? 2 : 1;
    return isHiddenCharacter(code) ? units * 6 : units; // \uXXXX each
}

} // namespace

QByteArrayView bytesShownAt(QByteArrayView utf8, qsizetype from, qsizetype to)
{
    qsizetype begin = -1;
    qsizetype position = 0;
    for (qsizetype shown = 0; position < utf8.size() && shown < to;) {
        const QByteArrayView rest = utf8.sliced(position);
        const auto length = qsizetype(utf8Length(view(rest)));
        shown += rest.front() == '\n' ? 1 : shownSize(rest, length);
        if (shown > from && begin < 0) {
            begin = position;
        }
        position += std::max<qsizetype>(length, 1);
    }
    return begin < 0 ? QByteArrayView() : utf8.sliced(begin, position - begin);
}

} // namespace Text
