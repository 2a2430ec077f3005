// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"
#include "centrifuge/events.h"

#include <optional>

namespace Centrifuge {

/** Where a subscription, of either side, stands in the stream of its channel. A plain value. */
class StreamCursor
{
public:
    StreamCursor() = default;
    /** Recovers from `start` until there is a position. */
    explicit StreamCursor(std::optional<StreamPosition> start)
        : m_start(std::move(start))
    {
    }

    /** Where the channel is recoverable, and only then. */
    const std::optional<StreamPosition> &position() const { return m_position; }
    /** What to ask for with the next subscribe. */
    const std::optional<StreamPosition> &recoverFrom() const;
    /** The next subscribe asks for no recovery, for its answer was too large; the position stays
     * known until the reply. */
    void skipRecovery() { m_skipsRecovery = lastKnown().has_value(); }
    void startFrom(const StreamPosition &start) { m_start = start; }
    /** The position is worth nothing; the start, where not used yet, still is. */
    void forget() { m_position.reset(); }
    /** Nothing is asked for any more. */
    void clear();

    /**
     * The server accepted the subscription. Takes over its position, drops the publications that we
     * had already, and says what there is to tell.
     */
    SubscribedEvent begin(SubscribeResult &result);
    /** After the recovered publications. */
    void end(const SubscribedEvent &event);

    bool isDuplicate(const Publication &publication) const;
    bool isDuplicate(std::uint64_t offset) const; ///< of a publication of the epoch we are in
    /** Call before the publication is emitted, so that a slot that resubscribes does not get it
     * again. */
    void advance(const Publication &publication);
    void advance(std::uint64_t offset);

    /** The connection broke on what can't be read. A position that brings it again is given up. */
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
