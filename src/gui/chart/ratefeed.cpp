// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/chart/ratefeed.h"

#include "gui/controller/logstate.h"
#include "monitor/entry/entry.h"
#include "monitor/journal/entrylog.h"
#include "monitor/platform/displaytime.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr auto ReadInterval = 250ms;
constexpr auto ReadIntervalWhileBehind = 30ms;
constexpr int CountingMilliseconds = 4;
constexpr int EntriesPerTimeCheck = 256;

} // namespace

RateFeed::RateFeed(LogState &log, QObject *parent)
    : QObject(parent)
    , m_log(log)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RateFeed::read);
    connect(&log, &LogState::entriesAdded, this, &RateFeed::schedule);
    connect(&log, &LogState::entriesCleared, this, &RateFeed::startOver);
}

void RateFeed::setActive(bool active)
{
    m_isActive = active;
    if (active) {
        read();
    } else {
        m_timer.stop();
    }
}

void RateFeed::setLive(bool live)
{
    m_isLive = live;
    schedule();
}

void RateFeed::schedule()
{
    if (m_isActive && !m_timer.isActive()) {
        m_timer.start(ReadInterval);
    }
}

void RateFeed::startOver()
{
    m_history.clear();
    m_nextEntry = 0;
    Q_EMIT changed();
}

void RateFeed::read()
{
    const std::size_t steps = m_history.size();
    const quint64 before = m_nextEntry;
    const bool isBehind = readSome();
    if (m_isLive) {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        m_history.extendTo(std::chrono::duration_cast<std::chrono::microseconds>(now));
    }
    m_hasChanges |= m_nextEntry != before || m_history.size() != steps;
    if (m_hasChanges
        && (!m_lastChange.isValid() || m_lastChange.elapsed() >= ReadInterval.count())) {
        m_hasChanges = false;
        m_lastChange.start();
        Q_EMIT changed();
    }
    if (isBehind) {
        m_timer.start(ReadIntervalWhileBehind);
    } else if (m_isLive || m_hasChanges) {
        m_timer.start(ReadInterval);
    }
}

/** Returns whether there are more entries to read. */
bool RateFeed::readSome()
{
    const EntryLog &source = m_log.source();
    const quint64 first = source.firstNumber();
    const quint64 end = first + source.size();
    m_nextEntry = std::max(m_nextEntry, first);
    QElapsedTimer timer;
    timer.start();
    for (int count = 1; m_nextEntry < end; ++m_nextEntry, ++count) {
        const Entry entry = source.at(std::size_t(m_nextEntry - first));
        if (entry.kind == EntryKind::Publication && (entry.flags & Fetched) == 0
            && isKnownTime(entry.wall)) {
            m_history.add({entry.wall, entry.number, entry.channel, entry.payloadSize()});
        }
        if (count % EntriesPerTimeCheck == 0 && timer.elapsed() >= CountingMilliseconds) {
            ++m_nextEntry;
            break;
        }
    }
    return m_nextEntry < end;
}
