// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/matchlist.h"

#include "monitor/entry/entry.h"
#include "monitor/journal/entrylog.h"
#include "monitor/platform/updateintervals.h"

#include <algorithm>

MatchList::MatchList(EntryLog &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_scan([this] {
        QMetaObject::invokeMethod(this, &MatchList::scheduleProgress, Qt::QueuedConnection);
    })
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(UpdateInterval::Matches);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_hasProgress) {
            takeProgress();
        }
    });
}

MatchList::~MatchList()
{
    m_scan.cancel();
}

void MatchList::setFilter(const Filter &filter)
{
    m_filter = filter;
    startOver();
}

std::size_t MatchList::indexFrom(quint64 number) const
{
    return std::size_t(std::ranges::lower_bound(m_numbers, number) - m_numbers.begin());
}

quint64 MatchList::left() const
{
    return m_left - std::min(m_left, m_first - m_scanFirst);
}

void MatchList::update()
{
    if (!isActive()) {
        return;
    }
    removeGone();
    const quint64 first = m_first;
    const quint64 end = first + m_source.size();
    for (quint64 number = std::max(m_testedEnd, first); number < end; ++number) {
        if (m_run->matches(m_source.at(number - first))) {
            m_numbers.push_back(number);
        }
    }
    m_testedEnd = end;
}

void MatchList::startOver()
{
    m_scan.cancel();
    m_numbers.clear();
    m_run.reset();
    m_isUnreadable = false;
    m_scanGivenUp = 0;
    m_isCut = false;
    m_first = m_source.firstNumber();
    m_testedEnd = m_first + m_source.size();
    m_left = isActive() ? m_source.size() : 0;
    m_scanFirst = m_first;
    if (isActive()) {
        m_run.emplace(m_filter);
    }
    if (m_left > 0) {
        m_scan.start(m_source.snapshot(), m_filter);
    }
    Q_EMIT progressed();
}

void MatchList::scheduleProgress()
{
    m_hasProgress = true;
    if (!m_pause.isActive()) {
        takeProgress();
    }
}

void MatchList::takeProgress()
{
    m_hasProgress = false;
    m_pause.start();
    if (m_left == 0) {
        return; // of a scan that was void when this was still on its way
    }
    const MatchScan::Progress progress = m_scan.take();
    auto kept = std::ranges::lower_bound(progress.numbers, m_first);
    m_left = progress.left;
    if (const std::size_t room = m_most - std::min(m_most, m_numbers.size());
        std::size_t(progress.numbers.end() - kept) > room) {
        kept = progress.numbers.end() - std::ptrdiff_t(room);
        m_isCut = true;
        m_left = 0;
        m_scan.cancel();
    }
    m_numbers.insert(m_numbers.begin(), kept, progress.numbers.end());
    m_isUnreadable = progress.isUnreadable;
    m_scanGivenUp = progress.givenUp;
    if (kept != progress.numbers.end()) {
        Q_EMIT prepended(progress.numbers.end() - kept);
    }
    Q_EMIT progressed();
}

void MatchList::removeGone()
{
    m_first = m_source.firstNumber();
    const std::size_t gone = indexFrom(m_first);
    if (gone > 0) {
        m_numbers.erase(m_numbers.begin(), m_numbers.begin() + std::ptrdiff_t(gone));
        Q_EMIT removed(qsizetype(gone));
    }
}
