// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/payloadhint.h"

#include "monitor/platform/tr.h"
#include "text/jsonscanner.h"
#include "text/jsonspace.h"
#include "text/views.h"

#include <algorithm>
#include <cctype>

namespace {

/** Whether there are at least two lines, and each that is not empty is JSON by itself. */
bool isOneValuePerLine(QByteArrayView text)
{
    int values = 0;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        const QByteArrayView line = end < 0 ? text : text.first(end);
        text = text.sliced(end < 0 ? text.size() : end + 1);
        if (Text::trimmedJson(Text::view(line)).empty()) {
            continue;
        }
        if (!Text::isJson(line)) {
            return false;
        }
        ++values;
    }
    return values > 1;
}

bool isUtf16(QByteArrayView text)
{
    return text.startsWith("\xFF\xFE") || text.startsWith("\xFE\xFF");
}

bool holdsLetter(QByteArrayView text)
{
    return std::ranges::any_of(
        text, [](char byte) { return std::isalpha(static_cast<unsigned char>(byte)) != 0; });
}

/** True, NULL, None: the words of other languages for JSON's. */
bool isForeignWord(QByteArrayView value)
{
    return std::ranges::any_of(
        std::initializer_list<QByteArrayView>{"true", "false", "null", "none"},
        [value](QByteArrayView word) { return value.compare(word, Qt::CaseInsensitive) == 0; });
}

QString lostQuotesText(PayloadSource source)
{
    return source == PayloadSource::Shell
        ? Tr::tr("The shell takes away double quotes that do not stand in single ones: "
                 "'{\"text\": \"hello\"}'.")
        : Tr::tr("Keys and texts need double quotes: {\"text\": \"hello\"}.");
}

QString bareTextHint(PayloadSource source)
{
    return source == PayloadSource::Shell
        ? Tr::tr("A text needs double quotes, inside the single ones of the shell: "
                 "'\"hello\"'.")
        : Tr::tr("A text needs double quotes: \"hello\".");
}

QString severalValuesText(PayloadSource source)
{
    return source == PayloadSource::Editor
        ? Tr::tr("One message is one value: send each line alone, or all of them in "
                 "[ ] with commas.")
        : Tr::tr("These are several values, one a line, and one message is one value. "
                 "To send each line: while IFS= read -r line; do realtime-monitor "
                 "publish CHANNEL -- \"$line\"; done.");
}

} // namespace

QString payloadHint(QByteArrayView payload, PayloadSource source)
{
    const QByteArrayView value(Text::trimmedJson(Text::view(payload)));
    if (payload.startsWith(ByteOrderMark)) {
        return Tr::tr("An invisible byte order mark stands before the value: delete "
                      "it.");
    }
    if (isUtf16(payload)) {
        return Tr::tr("It is UTF-16: save it as UTF-8.");
    }
    if (payload.contains('\0')) {
        return Tr::tr("It is binary: a message is JSON text.");
    }
    if (value.isEmpty() || value.startsWith('"')) {
        return isOneValuePerLine(payload) ? severalValuesText(source) : QString();
    }
    if (isOneValuePerLine(payload)) {
        return severalValuesText(source);
    }
    if (value.startsWith('{') || value.startsWith('[')) {
        const bool hasLost = !value.contains('"') && holdsLetter(value);
        return hasLost ? lostQuotesText(source) : QString();
    }
    return isForeignWord(value)
        ? Tr::tr("In JSON the words are true, false and null, in small letters.")
        : bareTextHint(source);
}
