// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/runlist.h"

#include <algorithm>
#include <utility>

quint64 RunList::add(Run run)
{
    run.number = m_end++;
    m_payloadBytes += run.trip.payload.size();
    m_runs.push_back(std::move(run));
    removeOldest();
    return m_end - 1;
}

/** The newest stays, however large it is. */
void RunList::removeOldest()
{
    while (m_runs.size() > 1 && (m_runs.size() > MaxRuns || m_payloadBytes > MaxPayloadBytes)) {
        m_payloadBytes -= m_runs.front().trip.payload.size();
        m_runs.pop_front();
        ++m_removed;
    }
}

Run *RunList::at(quint64 number)
{
    return number < firstNumber() || number >= m_end ? nullptr
                                                     : &m_runs[std::size_t(number - firstNumber())];
}

const Run *RunList::find(quint64 number) const
{
    return const_cast<RunList *>(this)->at(number);
}

bool RunList::continueSeries(quint64 number, const RoundTrip &trip)
{
    Run *run = at(number);
    if (run == nullptr) {
        return false;
    }
    ++run->count;
    run->explanation.clear();
    run->entry = 0;
    replaceTrip(*run, trip);
    return true;
}

const Run *RunList::update(const RoundTrip &trip)
{
    const auto run = std::find_if(m_runs.rbegin(), m_runs.rend(),
                                  [&trip](const Run &each) { return each.trip.id == trip.id; });
    if (trip.id == 0 || run == m_runs.rend()) {
        return nullptr;
    }
    replaceTrip(*run, trip);
    return &*run;
}

void RunList::replaceTrip(Run &run, const RoundTrip &trip)
{
    m_payloadBytes += trip.payload.size() - run.trip.payload.size();
    run.trip = trip;
    noteChange(run.number);
}

void RunList::explain(quint64 number, const QStringList &explanation)
{
    if (Run *run = at(number)) {
        run->explanation = explanation;
        noteChange(number);
    }
}

void RunList::setEntry(quint64 number, quint64 entry)
{
    if (Run *run = at(number)) {
        run->entry = entry;
    }
}

void RunList::forgetEntries()
{
    for (Run &run : m_runs) {
        run.entry = 0;
    }
}

void RunList::noteChange(quint64 number)
{
    const bool isFirst = m_changed.first == m_changed.end;
    m_changed.first = isFirst ? number : std::min(m_changed.first, number);
    m_changed.end = isFirst ? number + 1 : std::max(m_changed.end, number + 1);
}

RunList::Range RunList::takeChanged()
{
    return std::exchange(m_changed, {});
}
