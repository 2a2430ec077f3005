// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/backfillqueue.h"

#include "centrifuge/codes.h"
#include "monitor/watch/arrivals.h"
#include "monitor/watch/historyreader.h"
#include "monitor/watch/watcheroutput.h"

namespace {

Centrifuge::Error endedError()
{
    return Centrifuge::localError(Centrifuge::LocalError::Closed,
                                  BackfillQueue::tr("the connection was ended before"));
}

Centrifuge::Error heldTooMuchError()
{
    return Centrifuge::localError(
        Centrifuge::LocalError::None,
        BackfillQueue::tr("more than %1 MB came live meanwhile and had to wait")
            .arg(BackfillPolicy::MaxHeld / (std::size_t(1024) * 1024)));
}

} // namespace

BackfillQueue::BackfillQueue(const QString &channel, const StreamServices &services)
    : m_channel(channel)
    , m_name(channel.toStdString())
    , m_services(services)
{
}

BackfillQueue::~BackfillQueue()
{
    for (const Waiting &waiting : m_waiting) {
        m_services.policy.held -= waiting.bytes;
    }
}

void BackfillQueue::resume()
{
    if (m_backfill != nullptr) {
        m_backfill->resume();
    }
}

void BackfillQueue::setEnd(std::uint64_t until)
{
    if (m_backfill != nullptr && m_job.gap.until == 0) {
        m_backfill->setEnd(until);
    }
}

bool BackfillQueue::wasFetched(std::uint64_t offset) const
{
    return m_fetchedUntil && offset != 0 && offset <= *m_fetchedUntil;
}

void BackfillQueue::end()
{
    m_isEnding = true;
    if (m_backfill != nullptr) {
        m_backfill->cancel(endedError());
    }
}

void BackfillQueue::addInOrder(const Entry &row)
{
    if (m_backfill != nullptr && m_services.policy.order == FetchOrder::InOrder) {
        hold(row);
    } else {
        m_services.output.add(row);
    }
}

void BackfillQueue::hold(const Entry &row)
{
    Waiting waiting{arrivalOf(row), 0, {}};
    waiting.row.wall = m_services.clock.wall();
    waiting.bytes = sizeof(Waiting) + row.payload.size() + row.tags.size() + row.info.size();
    m_services.policy.held += waiting.bytes;
    m_waiting.push_back(std::move(waiting));
    if (m_services.policy.held > BackfillPolicy::MaxHeld) {
        m_backfill->cancel(heldTooMuchError());
    }
}

void BackfillQueue::add(BackfillJob job)
{
    if (m_backfill == nullptr) {
        begin(job);
    } else {
        m_waiting.push_back({{}, 0, std::move(job)});
    }
}

void BackfillQueue::begin(const BackfillJob &job)
{
    if (m_isEnding) {
        reportRest(job, {0, 0, 0, job.gap, false, endedError()});
        return;
    }
    const auto ask = [this](const auto &options, const auto &handler) {
        m_services.history.read(m_channel, options, handler);
    };
    m_job = job;
    m_backfill = new GapBackfill(ask, job.gap, job.options, this);
    connect(m_backfill, &GapBackfill::fetched, this, &BackfillQueue::showFetched);
    connect(m_backfill, &GapBackfill::finished, this, &BackfillQueue::finish);
    m_backfill->start();
}

void BackfillQueue::showFetched(const std::vector<Centrifuge::Publication> &publications)
{
    const std::string epoch = m_backfill->rest().epoch;
    for (const Centrifuge::Publication &publication : publications) {
        Entry row;
        row.channel = m_name;
        row.epoch = epoch;
        row.flags = EntryFlag::Fetched;
        row.monotonic = m_services.clock.monotonic();
        withPublication(row, publication, m_services.limits,
                        [this](const Entry &entry) { m_services.output.add(entry); });
    }
    if (m_job.gap.until == 0) {
        m_fetchedUntil = publications.back().offset;
    }
}

void BackfillQueue::finish(const BackfillResult &result)
{
    std::exchange(m_backfill, nullptr)->deleteLater();
    reportRest(m_job, result);
    release();
}

/** By itself it is worth a row where something came or is still missing. */
void BackfillQueue::reportRest(const BackfillJob &job, const BackfillResult &result)
{
    const bool isKept = job.options.kind == GapBackfill::Kind::Kept;
    const bool hasNoHistory =
        !result.error || result.error->code == int(Centrifuge::ErrorCode::NotAvailable);
    if (isKept && result.fetched == 0 && result.tooLarge == 0 && hasNoHistory) {
        return;
    }
    const bool isComplete = result.isComplete
        || (isKept && result.rest.until <= result.rest.after && !result.error
            && result.tooLarge == 0);
    Arrival row = job.finding && !isComplete
        ? gapArrival(m_name, findAfterFetch(*job.finding, result))
        : fetchArrival(m_name, result);
    if (!m_isEnding) { // else the next session goes on with it
        row.flags |= std::uint8_t(EntryFlag::Fetched);
    }
    m_services.output.add(row);
}

/** What waited, as far as to the next job. */
void BackfillQueue::release()
{
    while (m_backfill == nullptr && !m_waiting.empty()) {
        const Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_services.policy.held -= next.bytes;
        if (next.job) {
            begin(*next.job);
        } else {
            m_services.output.add(next.row);
        }
    }
}
