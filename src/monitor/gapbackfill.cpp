// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/gapbackfill.h"

#include <QPointer>

#include <algorithm>

using Centrifuge::Error;
using Centrifuge::ErrorLayer;
using Centrifuge::HistoryResult;
using Centrifuge::Publication;

GapBackfill::GapBackfill(AskHistory ask, OffsetGap hole, QObject *parent)
    : QObject(parent)
    , m_ask(std::move(ask))
    , m_rest(std::move(hole))
{
}

void GapBackfill::start()
{
    const bool isEmpty = m_rest.until != 0 && m_rest.until <= m_rest.after;
    if (isEmpty) {
        finish();
    } else {
        askForPage();
    }
}

void GapBackfill::askForPage()
{
    Centrifuge::HistoryOptions options;
    m_pageSize =
        std::int32_t(std::min<quint64>(quint64(m_pageSize), MostFetched - m_outcome.fetched));
    options.limit = m_pageSize;
    options.since = {m_rest.after, QString::fromStdString(m_rest.epoch)};
    const QPointer<GapBackfill> alive(this);
    m_ask(options, [alive](const Centrifuge::Result<HistoryResult> &page) {
        if (alive && !alive->m_isOver) {
            alive->readPage(page);
        }
    });
}

/** Large messages come in small pages. */
void GapBackfill::fitPage(const std::vector<Publication> &publications)
{
    qsizetype bytes = 0;
    for (const Publication &publication : publications) {
        bytes += publication.data.size();
    }
    const auto count = qsizetype(publications.size());
    const qsizetype average = count == 0 ? 1 : std::max<qsizetype>(1, bytes / count);
    m_pageSize = std::int32_t(std::clamp<qsizetype>(PageBytes / average, 1, LargestPage));
}

void GapBackfill::readPage(const Centrifuge::Result<HistoryResult> &page)
{
    if (!page) {
        finish(page.error());
        return;
    }
    std::vector<Publication> missing;
    for (const Publication &publication : page.value().publications) {
        const bool isInside = publication.offset > m_rest.after
            && (m_rest.until == 0 || publication.offset <= m_rest.until);
        if (!isInside) {
            continue;
        }
        m_outcome.gone += publication.offset - m_rest.after - 1;
        m_rest.after = publication.offset;
        missing.push_back(publication);
    }
    m_outcome.fetched += missing.size();
    const QPointer<GapBackfill> alive(this);
    if (!missing.empty()) {
        Q_EMIT fetched(missing);
    }
    if (!alive) {
        return;
    }
    // A page that reaches beyond the hole is the last one, also where nothing of the hole is left.
    const std::vector<Publication> &all = page.value().publications;
    const bool isLast = all.size() < std::size_t(m_pageSize)
        || (m_rest.until != 0 && all.back().offset >= m_rest.until);
    if (isLast || m_outcome.fetched >= MostFetched) {
        if (isLast && m_rest.until > m_rest.after) {
            m_outcome.gone += m_rest.until - m_rest.after;
            m_rest.after = m_rest.until;
        }
        finish();
    } else {
        fitPage(page.value().publications);
        askForPage();
    }
}

void GapBackfill::finish(std::optional<Error> error)
{
    m_isOver = true;
    const bool isAtEnd = m_rest.until != 0 && m_rest.after >= m_rest.until;
    m_outcome.isWhole = !error && isAtEnd && m_outcome.gone == 0 && !m_rest.isNewStream;
    m_outcome.rest = m_rest;
    m_outcome.error = std::move(error);
    Q_EMIT finished(m_outcome);
}
