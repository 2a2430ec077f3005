// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/subscriptiontally.h"

#include "monitor/platform/tr.h"

#include <numeric>

void SubscriptionTally::change(ChannelState from, ChannelState to)
{
    remove(from);
    add(to);
}

int SubscriptionTally::total() const
{
    return std::accumulate(m_counts.cbegin(), m_counts.cend(), 0);
}

std::optional<SessionState> SubscriptionTally::connectedState() const
{
    if (m_counts[std::size_t(ChannelState::Subscribing)] > 0) {
        return std::nullopt;
    }
    return unsubscribed() > 0 ? SessionState::Partial : SessionState::Live;
}

QString SubscriptionTally::text() const
{
    return total() == 1 ? Tr::tr("the channel is not subscribed")
                        : Tr::tr("%1 of %2 channels are subscribed").arg(subscribed()).arg(total());
}
