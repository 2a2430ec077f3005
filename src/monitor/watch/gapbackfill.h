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
    quint64 gone = 0; ///< known to be no longer in the history
    quint64 tooLarge = 0; ///< in the history, but larger than the server's queue
    OffsetGap rest; ///< still missing, and may be fetched
    bool isComplete = false; ///< nothing is missing any more
    std::optional<Centrifuge::Error> error; ///< why it stopped

    /** What can be fetched with another try; nullopt if nothing can. */
    std::optional<OffsetGap> missing() const
    {
        const bool isMore = error || rest.until == 0 || rest.after < rest.until;
        return isMore && !isComplete ? std::optional(rest) : std::nullopt;
    }
};

/**
 * Fetches the messages of one gap from a channel's history, page by page; emits `finished` once.
 * resume() repeats a page that was lost with the connection, half as large if the server closed
 * because its queue was full (3008). I/O thread.
 */
class GapBackfill : public QObject
{
    Q_OBJECT

public:
    /** Requests a page. Calls the handler once, now or later, or never if this was deleted. */
    using ReadHistory =
        std::function<void(const Centrifuge::HistoryOptions &options,
                           const Centrifuge::ResultHandler<Centrifuge::HistoryResult> &handler)>;

    static constexpr std::int32_t FirstPage = 10;
    static constexpr std::int32_t LargestPage = 1000;
    static constexpr qsizetype PageBytes =
        256 * 1024; ///< target size: the server's queue is limited
    /** Requests for a single message before it is skipped: other traffic may have filled the queue.
     */
    static constexpr int MaxAttempts = 4;
    /** Skipped messages in a row before it stops: each costs several connections. */
    static constexpr int MaxSkipped = 3;

    enum class Kind {
        Missing, ///< all messages of the gap; those no longer in the history are gone
        Kept ///< whatever the history holds
    };
    /** Of a backlog from the beginning it is unknown how much has expired. */
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
    /** The channel is subscribed again. No effect while a request is under way. */
    void resume();
    /** Stops with what was fetched so far. */
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
    int m_attempts = 0; ///< for the next single message
    int m_skipped = 0; ///< messages in a row
    bool m_isWaiting = false; ///< for resume()
    bool m_isOver = false;
};
