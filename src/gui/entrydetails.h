// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry.h"

#include <QByteArray>
#include <QString>

class Journal;

/** The number of the newest publication kept, else of the newest entry, 0 when there is none. */
quint64 newestPublication(const Journal &journal);

/** "#1,204 · news · 14:03:22.123" */
QString entryTitle(const Entry &entry);
/** All that is known besides the payload, one line each, harmless plain text. */
QString entryMetadata(const Entry &entry);

/** A payload for the eye. */
struct PayloadText
{
    QByteArray formatted;
    QByteArray raw;
    bool isJson = false;
    QString note; ///< why it could not be formatted, empty when it could
};

/** The first `limit` bytes of the payload. */
PayloadText payloadText(const Entry &entry, std::size_t limit);
