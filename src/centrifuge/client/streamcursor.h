// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"
#include "centrifuge/events.h"

#include <optional>

namespace Centrifuge {

/** The position of a subscription, client- or server-side, in the stream of its channel. */
class StreamCursor
{
public:
    StreamCursor() = default;
    /** Recovers from `start` until there is a position. */
    explicit StreamCursor(std::optional<StreamPosition> start)
        : m_start(std::move(start))
    {
    }

    /** Only where the channel is recoverable. */
    const std::optional<StreamPosition> &position() const { return m_position; }
    /** What to ask for with the next subscribe. */
    const std::optional<StreamPosition> &recoverFrom() const;
    /** The next subscribe asks for no recovery, because the last answer was too large; the position
     * is kept until the reply. */
    void skipRecovery() { m_skipsRecovery = lastKnown().has_value(); }
    void startFrom(const StreamPosition &start) { m_start = start; }
    /** The position is no longer valid; a start that was not used yet is kept. */
    void forget() { m_position.reset(); }
    /** Forgets position and start: the next subscribe asks for no recovery. */
    void clear();

    /** The server accepted the subscription: takes over its position, removes the publications that
     * are known already, and returns the event to emit. */
    SubscribedEvent begin(SubscribeResult &result);
    /** To be called after the recovered publications were delivered. */
    void end(const SubscribedEvent &event);

    bool isDuplicate(const Publication &publication) const;
    bool isDuplicate(std::uint64_t offset) const; ///< of a publication of the present epoch
    /** To be called before the publication is emitted: a slot that resubscribes must not get it
     * again. */
    void advance(const Publication &publication);
    void advance(std::uint64_t offset);

    /** The connection broke on what can't be read. When that happens twice from the same position,
     * the position is cleared. */
    void handleUnreadable(bool isRepeated);

private:
    const std::optional<StreamPosition> &lastKnown() const
    {
        return m_position ? m_position : m_start;
    }
    /** Says how many there were. */
    std::size_t dropDuplicates(std::vector<Publication> &publications) const;
    void apply(const SubscribeResult &result, const std::optional<StreamPosition> &asked);

    std::optional<StreamPosition> m_start;
    std::optional<StreamPosition> m_position;
    std::optional<StreamPosition> m_unreadableFrom;
    bool m_skipsRecovery = false; ///< with the next subscribe
    bool m_hasSkippedUnreadable = false; ///< and not told it yet
};

} // namespace Centrifuge
