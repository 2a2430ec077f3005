// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/clock.h"
#include "monitor/entry/entry.h"
#include "monitor/platform/messagelimits.h"
#include "monitor/watch/backfillpolicy.h"
#include "monitor/watch/gapbackfill.h"
#include "monitor/watch/gapreason.h"
#include "monitor/watch/offsetgap.h"

#include <QObject>
#include <QString>

#include <deque>
#include <optional>
#include <string>

class ArrivalBatcher;
class HistoryReader;

/** What a channel needs of its worker; what is referred to outlives it. */
struct StreamServices
{
    ArrivalBatcher &output;
    HistoryReader &history;
    const Centrifuge::Clock &clock;
    BackfillPolicy &policy;
    MessageLimits limits;
};

/** A gap of a channel that is to be filled. */
struct BackfillJob
{
    OffsetGap gap;
    std::optional<GapFinding> finding; ///< what it is filled for; none where somebody asked for it
    GapBackfill::Options options;
};

/**
 * Fills the gaps of one channel from its history, one after the other, and holds back what comes
 * live meanwhile where the order counts. I/O thread.
 */
class BackfillQueue : public QObject
{
    Q_OBJECT

public:
    BackfillQueue(const QString &channel, const StreamServices &services);
    ~BackfillQueue() override;

    void add(BackfillJob job);
    bool isBusy() const { return m_backfill != nullptr; }
    /** The channel is subscribed again: a page that was lost with the connection is asked for. */
    void resume();
    /** Adds the row now, or after what is being fetched. */
    void addInOrder(const Entry &row);
    /** The first message that came live, where it was not known how far the gap reaches. */
    void setEnd(std::uint64_t until);
    /** Without positions the server may push what the history gave us, too. */
    bool wasFetched(std::uint64_t offset) const;
    void clearFetched() { m_fetchedUntil.reset(); }
    /** What could not be fetched until now is said to be missing. */
    void end();

private:
    struct Waiting
    {
        Arrival row;
        std::size_t bytes = 0;
        std::optional<BackfillJob> job; ///< in place of the row
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
    GapBackfill *m_backfill = nullptr; ///< ours, while it works
    BackfillJob m_job; ///< of the backfill
    std::deque<Waiting> m_waiting;
    std::optional<std::uint64_t> m_fetchedUntil; ///< where no position tells what comes twice
    bool m_isEnding = false;
};
