// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/client.h"
#include "monitor/watch/offsetgap.h"

#include <QObject>

#include <functional>
#include <optional>
#include <vector>

/** How a backfill ended. */
struct BackfillResult
{
    quint64 fetched = 0;
    quint64 gone = 0; ///< not in the history any more, as far as can be told
    quint64 tooLarge = 0; ///< in the history, but more than the server's queue takes
    OffsetGap rest; ///< what is still missing and may be fetched
    bool isComplete = false; ///< nothing is missing any more
    std::optional<Centrifuge::Error> error; ///< why it went no further

    /** What may be asked for once more; nothing where that is of no use. */
    std::optional<OffsetGap> missing() const
    {
        const bool isMore = error || rest.until == 0 || rest.after < rest.until;
        return isMore && !isComplete ? std::optional(rest) : std::nullopt;
    }
};

/**
 * Asks the history for what is missing in a channel's stream, page by page, one at a time. I/O
 * thread. Made for one gap; emits `finished` once and is done. A page that is lost with the
 * connection is asked for again by resume(), half as large when the server closed because its queue
 * was full (3008).
 */
class GapBackfill : public QObject
{
    Q_OBJECT

public:
    /** Asks for a page; calls the handler once, now or later, or never when it is gone. */
    using ReadHistory =
        std::function<void(const Centrifuge::HistoryOptions &options,
                           const Centrifuge::ResultHandler<Centrifuge::HistoryResult> &handler)>;

    /** Centrifugo's code for a client whose queue is full. */
    static constexpr int SlowConsumer = 3008;
    static constexpr std::int32_t FirstPage = 10;
    static constexpr std::int32_t LargestPage = 1000;
    static constexpr qsizetype PageBytes = 256 * 1024; ///< aimed at: the server's queue has a limit
    /** How often one message is asked for alone: other traffic may have filled the queue. */
    static constexpr int MostAttempts = 4;
    /** Messages in a row that are each too large for the server's queue; each costs connections. */
    static constexpr int MostSkipped = 3;

    enum class Kind {
        Missing, ///< after what we had: what the history does not hold any more is gone
        Kept ///< all that the history keeps; what it does not was never there
    };
    /** Before the first message of a backlog, it is unknown how much of it has expired. */
    static Kind kindOf(const OffsetGap &gap)
    {
        return gap.isBacklog && gap.after == 0 ? Kind::Kept : Kind::Missing;
    }
    struct Options
    {
        Kind kind = Kind::Missing;
        quint64 most = 0; ///< messages to fetch; 0 = all
    };

    GapBackfill(ReadHistory ask, OffsetGap gap, const Options &options, QObject *parent = nullptr);

    void start();
    /** The channel is subscribed again. No effect while a page is on its way. */
    void resume();
    /** Ends it with what is fetched so far. */
    void cancel(const Centrifuge::Error &why);
    /** Sets the end of a gap whose end was unknown: the offset before the first live message. */
    void setEnd(std::uint64_t until);
    const OffsetGap &rest() const { return m_rest; }

Q_SIGNALS:
    void fetched(const std::vector<Centrifuge::Publication> &publications);
    void finished(const BackfillResult &result);

private:
    void requestPage();
    void growPage(const std::vector<Centrifuge::Publication> &publications);
    void readPage(const Centrifuge::Result<Centrifuge::HistoryResult> &page);
    void readError(const Centrifuge::Error &error);
    void skipTooLarge(const Centrifuge::Error &error);
    bool takeEpoch(const QString &epoch);
    std::vector<Centrifuge::Publication>
    takeMissing(const std::vector<Centrifuge::Publication> &page);
    bool isAtEnd() const { return m_rest.until != 0 && m_rest.after >= m_rest.until; }
    quint64 leftToFetch() const;
    void finish(const std::optional<Centrifuge::Error> &error = {});

    const ReadHistory m_read;
    const Options m_options;
    OffsetGap m_rest;
    BackfillResult m_result;
    std::int32_t m_pageSize = FirstPage;
    int m_attempts = 0; ///< for the next message, alone
    int m_skipped = 0; ///< in a row
    bool m_isWaiting = false; ///< for resume()
    bool m_isOver = false;
};
