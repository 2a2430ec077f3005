// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/filter/matchscan.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <deque>
#include <limits>
#include <optional>

class EntryLog;

/**
 * The entries of a log that match a filter, oldest first, kept up to date: new entries are tested
 * as they come, older ones by a MatchScan. Main thread.
 */
class MatchList : public QObject
{
    Q_OBJECT

public:
    /** The source outlives the list. */
    explicit MatchList(EntryLog &source, QObject *parent = nullptr);
    ~MatchList() override;

    const Filter &filter() const { return m_filter; }
    /** Starts again; with an empty filter the list is empty, too. */
    void setFilter(const Filter &filter);
    bool isActive() const { return !m_filter.isEmpty(); }
    /** The scan ends with this number of matches, the newest. */
    void setMost(std::size_t most) { m_most = most; }
    /** The scan ended at that limit: there may be older matches. */
    bool isCut() const { return m_isCut; }

    std::size_t size() const { return m_numbers.size(); }
    quint64 at(std::size_t index) const { return m_numbers[index]; }
    /** Index of the first match from `number` on. */
    std::size_t indexFrom(quint64 number) const;
    /** How many entries were not tested yet; 0: the list is complete. */
    quint64 left() const;
    /** A part of a file could not be read: matches may be missing. */
    bool isUnreadable() const { return m_isUnreadable; }
    /** How often a regular expression was given up because it took too many steps. */
    quint64 givenUp() const { return m_scanGivenUp + (m_run ? m_run->givenUp() : 0); }

    /** The source has changed: tests new entries, removes trimmed ones. Between two calls the list
     * stays as it is, even when the source has trimmed entries meanwhile. */
    void update();
    /** The source was cleared; to be called before anything is appended again. */
    void startOver();

Q_SIGNALS:
    /** Matches were added or removed at the front. update() adds matches at the end. */
    void prepended(qsizetype count);
    void removed(qsizetype count);
    void progressed();

private:
    void scheduleProgress();
    void takeProgress();
    void removeGone();

    EntryLog &m_source;
    Filter m_filter;
    std::optional<FilterRun> m_run;
    std::deque<std::uint64_t> m_numbers;
    quint64 m_first = 1; ///< of the source, when it was last heard of
    quint64 m_testedEnd = 1; ///< entries before it are in the list or in the scan
    quint64 m_left = 0; ///< of the scan, whose first entries may be gone meanwhile
    quint64 m_scanFirst = 1;
    bool m_isUnreadable = false;
    quint64 m_scanGivenUp = 0;
    std::size_t m_most = std::numeric_limits<std::size_t>::max();
    bool m_isCut = false;
    bool m_hasProgress = false; ///< came during the pause
    QTimer m_pause; ///< a view can't show more
    MatchScan m_scan;
};
