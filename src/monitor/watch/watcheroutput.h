// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

class ArrivalBatcher;

/** Where a worker writes what arrives, and how its rows are told from those of others. */
struct OutputTarget
{
    QPointer<ArrivalBatcher> batcher; ///< used in the I/O thread only
    std::uint8_t source = 0; ///< of the worker, from JournalFeed
    std::string watcher; ///< the name in its rows
};

/**
 * What one connection writes: its rows, and news that have their place between them. I/O thread,
 * after start().
 */
class WatcherOutput : public QObject
{
    Q_OBJECT

public:
    explicit WatcherOutput(OutputTarget target, QObject *parent = nullptr);
    ~WatcherOutput() override;

    /** To be called in the thread that adds, before the first add(). */
    void start();
    void add(const Arrival &arrival);
    /** Writes the watcher's name into the row; see ArrivalBatcher for its times. */
    void add(Entry entry);
    /** Calls it when the rows that were added before are in the queue. */
    void announce(std::function<void()> announcement);
    void dropAnnouncements();
    void countDuplicates(const std::string &channel, quint64 count);
    void flushSoon();
    void flush();

Q_SIGNALS:
    void
    duplicatesCounted(const QHash<QString, quint64> &counts); ///< by channel, since the last signal
    void flushed();

private:
    void finishFlush();

    const OutputTarget m_target;
    std::vector<std::function<void()>> m_announcements; ///< after the batch
    QHash<QString, quint64> m_duplicates; ///< since the last flush
};
