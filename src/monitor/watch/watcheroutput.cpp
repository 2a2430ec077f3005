// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/watcheroutput.h"

#include "monitor/watch/arrivalbatcher.h"

#include <utility>

WatcherOutput::WatcherOutput(OutputTarget target, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
{
}

WatcherOutput::~WatcherOutput() = default;

void WatcherOutput::start()
{
    if (m_target.batcher) {
        m_target.batcher->start();
        connect(m_target.batcher, &ArrivalBatcher::flushed, this, &WatcherOutput::finishFlush);
    }
}

void WatcherOutput::add(const Arrival &arrival)
{
    add(entryOf(arrival));
}

void WatcherOutput::add(Entry entry)
{
    if (m_target.batcher) {
        entry.source = m_target.source;
        entry.watcher = m_target.watcher;
        m_target.batcher->add(entry);
    }
}

void WatcherOutput::announce(std::function<void()> announcement)
{
    m_announcements.push_back(std::move(announcement));
    flushSoon();
}

void WatcherOutput::dropAnnouncements()
{
    m_announcements.clear();
}

void WatcherOutput::countDuplicates(const std::string &channel, quint64 count)
{
    if (count > 0) {
        m_duplicates[QString::fromStdString(channel)] += count;
        flushSoon();
    }
}

void WatcherOutput::flushSoon()
{
    if (m_target.batcher) {
        m_target.batcher->flushSoon();
    }
}

void WatcherOutput::flush()
{
    if (m_target.batcher) {
        m_target.batcher->flush();
    }
}

void WatcherOutput::finishFlush()
{
    const auto announcements = std::exchange(m_announcements, {});
    for (const auto &announcement : announcements) {
        announcement();
    }
    if (!m_duplicates.isEmpty()) {
        Q_EMIT duplicatesCounted(std::exchange(m_duplicates, {}));
    }
    Q_EMIT flushed();
}
