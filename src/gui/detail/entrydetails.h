// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QString>

class JournalModel;
struct Entry;

/** How many rows are searched for the newest publication; more could read a whole file. */
constexpr std::size_t SearchedForNewest = 1024;

/** The number of the newest publication among these, else of the newest row; 0 for no rows. */
quint64 newestPublication(const JournalModel &log);

/** "#1,204 · news · 14:03:22.123" */
QString entryTitle(const Entry &entry);
/** Everything but the payload, as lines of plain text with hidden characters made visible. */
QString entryMetadata(const Entry &entry);

/** The payload of an entry as it is shown. */
struct ShownPayload
{
    /** The payload, the client that joined or left, or a text that describes the entry. */
    QByteArray bytes;
    bool isJson = false;
    QString note; ///< why it is not formatted as JSON; empty when it is
    bool isGuessed = false; ///< isJson was not checked, as the payload is large
};

ShownPayload shownPayload(const Entry &entry);
/** Why `payload` is not JSON; empty when it is. Any thread. */
QString jsonFaultNote(const QByteArray &payload);
/** The first `bytes` of a text, or fewer, so that no character is cut. */
QByteArray beginningOf(QByteArrayView utf8, qsizetype bytes);
