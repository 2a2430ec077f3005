// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/clock.h"
#include "monitor/entry/entry.h"
#include "monitor/platform/messagelimits.h"
#include "monitor/watch/backfillpolicy.h"
#include "monitor/watch/gapbackfill.h"
#include "monitor/watch/gapfinding.h"
#include "monitor/watch/offsetgap.h"

#include <QObject>
#include <QString>

#include <deque>
#include <optional>
#include <string>

class WatcherOutput;
class HistoryReader;

/** What a channel's stream uses; all of it outlives the stream. */
struct StreamServices
{
    WatcherOutput &output;
    HistoryReader &history;
    const Centrifuge::Clock &clock;
    BackfillPolicy &policy;
    MessageLimits limits;
};

/** A gap of a channel that is to be filled. */
struct BackfillJob
{
    OffsetGap gap;
    std::optional<GapFinding> finding; ///< why; none if the user asked for it
    GapBackfill::Options options;
};

/**
 * Fills the gaps of one channel from its history, one after the other. With FetchOrder::InOrder it
 * holds back live messages meanwhile. I/O thread.
 */
class BackfillQueue : public QObject
{
    Q_OBJECT

public:
    BackfillQueue(const QString &channel, const StreamServices &services);
    ~BackfillQueue() override;

    void add(BackfillJob job);
    bool isBusy() const { return m_backfill != nullptr; }
    /** The channel is subscribed again: repeats a request that was lost with the connection. */
    void resume();
    /** Adds the row now, or after the gap that is being filled. */
    void addInOrder(const Entry &row);
    /** The end of a gap became known by the first live message. */
    void setEnd(std::uint64_t until);
    /** Whether the message came from the history already: without positions the server may send it
     * again. */
    bool wasFetched(std::uint64_t offset) const;
    void clearFetched() { m_fetchedUntil.reset(); }
    /** Reports as missing what could not be fetched until now. */
    void end();

private:
    struct Waiting
    {
        Arrival row;
        std::size_t bytes = 0;
        std::optional<BackfillJob> job; ///< instead of the row
    };

    void begin(const BackfillJob &job);
    void hold(const Entry &row);
    void showFetched(const std::vector<Centrifuge::Publication> &publications);
    void finish(const BackfillResult &result);
    void reportRest(const BackfillJob &job, const BackfillResult &result);
    void release();

    const QString m_channel;
    const std::string m_name; ///< UTF-8
    const StreamServices m_services;
    GapBackfill *m_backfill = nullptr; ///< owned, while it runs
    BackfillJob m_job; ///< of the backfill
    std::deque<Waiting> m_waiting;
    std::optional<std::uint64_t> m_fetchedUntil; ///< for wasFetched()
    bool m_isEnding = false;
};
