// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entrykind.h"
#include "monitor/entry/entrynames.h"

#include <QString>

#include <chrono>
#include <string_view>

struct Entry;

// The cells of the log. Everything from outside comes out as one line of harmless plain text.

/** "08:14:00.799" in the zone of displayZone(), with the date before it when it is not of the day
 * of `today`; empty for an unknown time. */
QString timeText(std::chrono::microseconds wall, std::chrono::microseconds today);
/** The same, seen from now. */
QString timeText(std::chrono::microseconds wall);
/** "+12 µs", "+1.2 ms", "+3.4 s", "+5.6 min", "+7.8 h" */
QString deltaText(std::chrono::nanoseconds delta);
/** "512 B", "1.2 KB", "3.4 MB" */
QString sizeText(std::size_t bytes);
/** What stands for data that was too large (EntryFlag::NotKept), with its size. */
QString notKeptText(const Entry &entry);
/** "publication", "recovered", "connection" */
QString kindText(const Entry &entry);
QString stateText(SessionState state);
/** As in JSON, on a terminal: "name_resolution". */
QString idText(const EntryName &name);
/** "3500 invalid token", "transport closed"; empty for nothing. */
QString codeAndReason(std::uint32_t publicCode, const QString &reason);
QString channelText(const Entry &entry);
/** "2026-12-01" in the zone of displayZone(); empty for an unknown time. */
QString dateText(std::chrono::microseconds wall);
/** The beginning of any text; JSON without its indentation. */
QString foldedText(std::string_view bytes);
QString watcherText(const Entry &entry);
/** The beginning of the payload, or the words of a state change: "connecting · 3001 shutdown". */
QString summaryText(const Entry &entry);
