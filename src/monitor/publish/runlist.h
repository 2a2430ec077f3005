// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/run.h"

#include <cstddef>
#include <deque>

/** What was sent, oldest first; the oldest leave when there are too many. Main thread. */
class RunList
{
public:
    static constexpr std::size_t MaxRuns = 10'000;
    static constexpr qsizetype MaxPayloadBytes = qsizetype(64) << 20;

    /** Returns its number. */
    quint64 add(Run run);
    /** The next publish of a series that has not left the list; false if it has. */
    bool continueSeries(quint64 number, const RoundTrip &trip);
    /** What is known of a publish has changed. Null where the run is not in this list. */
    const Run *update(const RoundTrip &trip);
    void explain(quint64 number, const QStringList &explanation);
    void setEntry(quint64 number, quint64 entry);
    /** The log was cleared. */
    void forgetEntries();

    const Run *find(quint64 number) const;
    std::size_t size() const { return m_runs.size(); }
    quint64 firstNumber() const { return m_end - m_runs.size(); }
    quint64 endNumber() const { return m_end; } ///< number after the newest
    /** How many have left because there were too many. */
    quint64 removed() const { return m_removed; }
    /** A range of numbers within which runs have changed since the last call; some may have left.
     */
    struct Range
    {
        quint64 first = 0;
        quint64 end = 0; ///< number after the last
    };
    Range takeChanged();

private:
    Run *at(quint64 number);
    void replaceTrip(Run &run, const RoundTrip &trip);
    void noteChange(quint64 number);
    void removeOldest();

    std::deque<Run> m_runs;
    quint64 m_end = 1;
    quint64 m_removed = 0;
    qsizetype m_payloadBytes = 0;
    Range m_changed;
};
