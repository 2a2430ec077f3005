// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/timecolumn.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/journal/entrylog.h"
#include "monitor/log/journalmodel.h"

#include <algorithm>

void TimeColumn::setMode(Mode mode, const Entry &reference)
{
    m_mode = mode;
    m_referenceNumber = mode == Mode::SinceReference ? reference.number : 0;
    m_referenceTime = stampOf(reference);
}

void TimeColumn::findStart(const EntryLog &log)
{
    constexpr std::size_t FarthestEntry = 64;
    const std::size_t last = std::min(log.size(), FarthestEntry);
    for (std::size_t i = 0; i < last && !m_start.isKnown(); ++i) {
        m_start = stampOf(log.at(i));
    }
}

void TimeColumn::clear()
{
    m_start = {};
}

QString TimeColumn::heading() const
{
    switch (m_mode) {
    case Mode::Clock:
        break;
    case Mode::SinceStart:
        return JournalModel::tr("Since start");
    case Mode::SincePrevious:
        return JournalModel::tr("Since previous");
    case Mode::SinceReference:
        return JournalModel::tr("Since reference");
    }
    return JournalModel::tr("Time");
}

QString TimeColumn::text(const Entry &entry, const StampedTime &previous) const
{
    switch (m_mode) {
    case Mode::Clock:
        break;
    case Mode::SinceStart:
        return elapsedText(m_start, entry);
    case Mode::SincePrevious:
        return elapsedText(previous.isKnown() ? previous : stampOf(entry), entry);
    case Mode::SinceReference:
        return elapsedText(m_referenceTime, entry);
    }
    return timeText(entry.wall);
}

StampedTime stampOf(const Entry &entry)
{
    return {entry.monotonic, entry.wall};
}

QString elapsedText(const StampedTime &since, const Entry &entry)
{
    const auto elapsed = timeBetween(since, stampOf(entry));
    return elapsed ? deltaText(*elapsed) : QString();
}
