// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client.h"
#include "monitor/offsetgap.h"

#include <QObject>

#include <functional>
#include <optional>
#include <vector>

/** What became of a hole. */
struct BackfillResult
{
    quint64 fetched = 0;
    quint64 gone = 0; ///< not in the history any more, as far as can be told
    OffsetGap rest; ///< what is still missing and may be fetched
    bool isWhole = false; ///< nothing is missing any more
    std::optional<Centrifuge::Error> error; ///< why it went no further
};

/**
 * Asks the history for what is missing in a channel's stream, page by page. I/O thread. Made for
 * one hole; tells `finished` once and then is done.
 */
class GapBackfill : public QObject
{
    Q_OBJECT

public:
    /** Asks for a page; calls the handler once, now or later, or never when it is gone. */
    using AskHistory =
        std::function<void(const Centrifuge::HistoryOptions &options,
                           const Centrifuge::ResultHandler<Centrifuge::HistoryResult> &handler)>;

    static constexpr std::int32_t FirstPage = 10;
    static constexpr std::int32_t LargestPage = 100;
    static constexpr qsizetype PageBytes = 1 << 20; ///< aimed at: a frame has a limit
    /** At once; the next time it goes on from there. */
    static constexpr quint64 MostFetched = 10'000;

    GapBackfill(AskHistory ask, OffsetGap hole, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void fetched(const std::vector<Centrifuge::Publication> &publications);
    void finished(const BackfillResult &outcome);

private:
    void askForPage();
    void fitPage(const std::vector<Centrifuge::Publication> &publications);
    void readPage(const Centrifuge::Result<Centrifuge::HistoryResult> &page);
    void finish(std::optional<Centrifuge::Error> error = {});

    const AskHistory m_ask;
    OffsetGap m_rest;
    BackfillResult m_outcome;
    std::int32_t m_pageSize = FirstPage;
    bool m_isOver = false;
};
