// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"

#include <QByteArray>
#include <QString>

class EntryLog;

/** Farther back a recording would have to be read, page by page. */
constexpr std::size_t SearchedForNewest = 1024;

/** The number of the newest publication among as many entries, else of the newest entry, 0 when
 * there is none. */
quint64 newestPublication(const EntryLog &source);

/** "#1,204 · news · 14:03:22.123" */
QString entryTitle(const Entry &entry);
/** All that is known besides the payload, one line each, harmless plain text. */
QString entryMetadata(const Entry &entry);

/** What a payload is. */
struct ShownPayload
{
    /** What is shown of the entry: its payload, who joined, or words. */
    QByteArray bytes;
    bool isJson = false;
    QString note; ///< why it can't be formatted, empty when it can
    bool isGuessed = false; ///< too large to be looked through at once
};

ShownPayload shownPayload(const Entry &entry);
/** Why it is not JSON; empty when it is. Any thread. */
QString jsonFaultNote(const QByteArray &payload);
/** The first bytes of a text, not through the middle of a character. */
QByteArray beginningOf(QByteArrayView utf8, qsizetype bytes);
