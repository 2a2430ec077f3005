// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/platform/displaytime.h"

#include <QString>

class EntryLog;
struct Entry;

/**
 * What the log's column of the time says: the time of day, or how long it was since something.
 * Owned by a JournalModel; main thread.
 */
class TimeColumn
{
public:
    enum class Mode { Clock, SinceStart, SincePrevious, SinceReference };

    Mode mode() const { return m_mode; }
    /** `reference` is the entry that SinceReference counts from. */
    void setMode(Mode mode, const Entry &reference);
    /** Its number; 0 for none. */
    quint64 reference() const { return m_referenceNumber; }

    /** The log begins with the first of its entries that has a time, and still does when that one
     * is trimmed. */
    void findStart(const EntryLog &log);
    /** The log was cleared. */
    void clear();

    QString heading() const;
    /** `previous` is the time of the row above, which SincePrevious counts from. */
    QString text(const Entry &entry, const StampedTime &previous) const;

private:
    Mode m_mode = Mode::Clock;
    quint64 m_referenceNumber = 0;
    StampedTime m_referenceTime;
    StampedTime m_start;
};

StampedTime stampOf(const Entry &entry);
/** "+1.2 ms"; empty where one of the two times is unknown. */
QString elapsedText(const StampedTime &since, const Entry &entry);
