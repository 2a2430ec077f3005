// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/gapbackfill.h"

#include "centrifuge/api/serverapi.h"
#include "centrifuge/codes.h"

#include <QPointer>

#include <algorithm>
#include <limits>

using Centrifuge::Error;
using Centrifuge::ErrorLayer;
using Centrifuge::HistoryResult;
using Centrifuge::Publication;

namespace {

bool isConnectionLost(const Error &error)
{
    return error.layer == ErrorLayer::Local && error.code == int(Centrifuge::LocalError::Closed);
}

bool isAnswerTooLarge(const Error &error)
{
    return error.layer == ErrorLayer::Protocol && error.code == Centrifuge::HistoryTooLarge;
}

bool isQueueFull(const Error &error)
{
    return Centrifuge::isServerError(error, Centrifuge::DisconnectCode::Slow);
}

} // namespace

GapBackfill::GapBackfill(ReadHistory ask, OffsetGap gap, const Options &options, QObject *parent)
    : QObject(parent)
    , m_read(std::move(ask))
    , m_options(options)
    , m_rest(std::move(gap))
{
}

void GapBackfill::start()
{
    if (isAtEnd()) {
        finish();
    } else {
        requestPage();
    }
}

void GapBackfill::resume()
{
    if (m_isWaiting) {
        requestPage();
    }
}

void GapBackfill::cancel(const Error &why)
{
    if (!m_isOver) {
        finish(why);
    }
}

void GapBackfill::setEnd(std::uint64_t until)
{
    if (m_rest.until == 0) {
        m_rest.until = std::max<std::uint64_t>(until, m_rest.after);
    }
}

quint64 GapBackfill::leftToFetch() const
{
    return m_options.most == 0 ? std::numeric_limits<quint64>::max()
                               : m_options.most - std::min(m_options.most, m_result.fetched);
}

void GapBackfill::requestPage()
{
    m_isWaiting = false;
    Centrifuge::HistoryOptions options;
    m_pageSize = std::int32_t(std::min<quint64>(quint64(m_pageSize), leftToFetch()));
    options.limit = m_pageSize;
    options.since = {m_rest.after, QString::fromStdString(m_rest.epoch)};
    const QPointer<GapBackfill> alive(this);
    m_read(options, [alive](const Centrifuge::Result<HistoryResult> &page) {
        if (alive && !alive->m_isOver) {
            alive->readPage(page);
        }
    });
}

/** Large messages come in small pages; at most twice as many as before, for the next may be larger.
 */
void GapBackfill::growPage(const std::vector<Publication> &publications)
{
    qsizetype bytes = 0;
    for (const Publication &publication : publications) {
        bytes += publication.data.size();
    }
    const auto count = qsizetype(publications.size());
    const qsizetype average = count == 0 ? 1 : std::max<qsizetype>(1, bytes / count);
    const qsizetype most = std::min<qsizetype>(qsizetype(m_pageSize) * 2, LargestPage);
    m_pageSize = std::int32_t(std::clamp<qsizetype>(PageBytes / average, 1, most));
}

void GapBackfill::readPage(const Centrifuge::Result<HistoryResult> &page)
{
    if (!page) {
        readError(page.error());
        return;
    }
    const std::vector<Publication> &all = page.value().publications;
    if (!takeEpoch(page.value().position.epoch)) {
        return;
    }
    setEnd(page.value().position.offset);
    m_skipped = 0;
    m_attempts = 0;
    const std::uint64_t before = m_rest.after;
    const std::vector<Publication> missing = takeMissing(all);
    m_result.fetched += missing.size();
    const QPointer<GapBackfill> alive(this);
    if (!missing.empty()) {
        Q_EMIT fetched(missing);
    }
    if (!alive || m_isOver) {
        return;
    }
    // The server may give less than a page at a time; only what brings nothing new is the last.
    const bool isLast =
        m_rest.after == before || (m_rest.until != 0 && all.back().offset >= m_rest.until);
    if (isLast && m_rest.until > m_rest.after) {
        m_result.gone += m_rest.until - m_rest.after;
        m_rest.after = m_rest.until;
    }
    if (isLast || isAtEnd() || leftToFetch() == 0) {
        finish();
    } else {
        growPage(all);
        requestPage();
    }
}

/** A stream that began anew does not hold what is missing. */
bool GapBackfill::takeEpoch(const QString &epoch)
{
    if (epoch.isEmpty()) {
        return true;
    }
    const std::string utf8 = epoch.toStdString();
    if (m_rest.epoch.empty()) {
        m_rest.epoch = utf8;
    }
    if (m_rest.epoch == utf8) {
        return true;
    }
    finish(Error{ErrorLayer::Server, int(Centrifuge::ErrorCode::UnrecoverablePosition),
                 QStringLiteral("unrecoverable position"), false});
    return false;
}

std::vector<Publication> GapBackfill::takeMissing(const std::vector<Publication> &page)
{
    std::vector<Publication> missing;
    for (const Publication &publication : page) {
        const bool isInside = publication.offset > m_rest.after
            && (m_rest.until == 0 || publication.offset <= m_rest.until);
        if (isInside) {
            m_result.gone += publication.offset - m_rest.after - 1;
            m_rest.after = publication.offset;
            missing.push_back(publication);
        }
    }
    return missing;
}

void GapBackfill::readError(const Error &error)
{
    if (isConnectionLost(error)) {
        m_isWaiting = true;
    } else if ((error.layer == ErrorLayer::Timeout || isAnswerTooLarge(error)) && m_pageSize > 1) {
        m_pageSize /= 2; // over a slow network, or of large messages
        requestPage();
    } else if (isAnswerTooLarge(error)) {
        skipTooLarge(error);
        resume(); // no connection ended
    } else if (!isQueueFull(error)) {
        finish(error);
    } else if (m_pageSize > 1) {
        m_pageSize /= 2;
        m_isWaiting = true;
    } else if (++m_attempts < MaxAttempts) {
        m_isWaiting = true;
    } else {
        skipTooLarge(error);
    }
}

/** Nothing but the API could read this one; those behind it may be smaller. */
void GapBackfill::skipTooLarge(const Error &error)
{
    if (m_skipped == MaxSkipped) {
        finish(error);
        return;
    }
    m_attempts = 0;
    ++m_skipped;
    ++m_result.tooLarge;
    ++m_rest.after;
    if (isAtEnd()) {
        finish();
    } else {
        m_isWaiting = true;
    }
}

void GapBackfill::finish(const std::optional<Error> &error)
{
    m_isOver = true;
    m_isWaiting = false;
    if (m_options.kind == Kind::Kept) {
        m_result.gone = 0;
    }
    m_result.isComplete =
        !error && isAtEnd() && m_result.gone == 0 && m_result.tooLarge == 0 && !m_rest.isNewStream;
    m_result.rest = m_rest;
    m_result.error = error;
    Q_EMIT finished(m_result);
}
