// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/streamcursor.h"

#include <algorithm>

namespace Centrifuge {

const std::optional<StreamPosition> &StreamCursor::recoverFrom() const
{
    static const std::optional<StreamPosition> nothing;
    return m_skipsRecovery ? nothing : lastKnown();
}

void StreamCursor::clear()
{
    m_position.reset();
    m_start.reset();
}

SubscribedEvent StreamCursor::begin(SubscribeResult &result)
{
    const std::optional<StreamPosition> before = lastKnown();
    std::optional<StreamPosition> asked = recoverFrom();
    const bool isNewEpoch = before && !before->epoch.isEmpty() && !result.position.epoch.isEmpty()
        && before->epoch != result.position.epoch;
    if (isNewEpoch && result.recovered) { // in cache mode: the latest message of another stream
        result.position.offset = 0; // the server names the offset that we had asked for
        asked.reset();
    }
    apply(result, asked);
    const std::size_t duplicates = dropDuplicates(result.publications);

    SubscribedEvent event;
    event.wasRecovering = result.wasRecovering;
    event.recovered = result.recovered;
    event.recoverable = result.recoverable;
    event.positioned = result.positioned;
    event.position = result.position;
    if (event.position.epoch.isEmpty() && m_position) { // it is the one that we had
        event.position = {std::max(m_position->offset, event.position.offset), m_position->epoch};
    }
    event.data = result.data;
    event.delta = result.delta;
    event.epochChanged = isNewEpoch;
    event.recoverySkipped = std::exchange(m_skipsRecovery, false);
    event.skippedUnreadable = std::exchange(m_hasSkippedUnreadable, false);
    event.recoveredCount = std::uint32_t(result.publications.size());
    event.duplicateCount = std::uint32_t(duplicates);
    if (!result.publications.empty()) {
        event.position.offset = std::max(event.position.offset, result.publications.back().offset);
    }
    return event;
}

/** Also one that is in the list twice. */
std::size_t StreamCursor::dropDuplicates(std::vector<Publication> &publications) const
{
    std::uint64_t last = 0;
    return std::erase_if(publications, [this, &last](const Publication &publication) {
        const bool isRepeated = publication.offset > 0 && publication.offset == last;
        last = publication.offset;
        return isRepeated || isDuplicate(publication);
    });
}

void StreamCursor::apply(const SubscribeResult &result, const std::optional<StreamPosition> &asked)
{
    clear();
    if (!result.recoverable) {
        return;
    }
    m_position = result.position;
    if (result.recovered && asked) {
        m_position->offset = asked->offset; // the recovered ones move it
        if (m_position->epoch.isEmpty()) {
            m_position->epoch = asked->epoch; // a replica that lags may leave it out
        }
    }
}

void StreamCursor::end(const SubscribedEvent &event)
{
    if (m_position) {
        m_position->offset = std::max(m_position->offset, event.position.offset);
    }
}

bool StreamCursor::isDuplicate(const Publication &publication) const
{
    const bool isSameEpoch =
        m_position && (publication.epoch.isEmpty() || publication.epoch == m_position->epoch);
    return isSameEpoch && isDuplicate(publication.offset);
}

bool StreamCursor::isDuplicate(std::uint64_t offset) const
{
    return m_position && offset > 0 && offset <= m_position->offset;
}

void StreamCursor::advance(const Publication &publication)
{
    // A known epoch stays: when the stream began anew, recovery must fail, which reveals the gap.
    if (m_position && publication.offset > 0 && m_position->epoch.isEmpty()) {
        m_position->epoch = publication.epoch;
    }
    advance(publication.offset);
}

void StreamCursor::advance(std::uint64_t offset)
{
    if (m_position && offset > 0) {
        m_position->offset = offset;
    }
}

void StreamCursor::handleUnreadable(bool isRepeated)
{
    const std::optional<StreamPosition> from = recoverFrom();
    if (isRepeated && from && from == m_unreadableFrom) {
        clear();
        m_hasSkippedUnreadable = true;
    }
    m_unreadableFrom = from;
}

} // namespace Centrifuge
