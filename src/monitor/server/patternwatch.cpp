// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/patternwatch.h"

#include "centrifuge/codes.h"

#include <algorithm>

void PatternWatch::start(const QString &pattern)
{
    *this = {};
    m_pattern = pattern;
    m_isActive = true;
}

void PatternWatch::stop()
{
    *this = {};
}

PatternChanges PatternWatch::next(const ChannelSample &sample, const OwnChannels &own)
{
    PatternChanges changes;
    for (const QString &channel : QSet<QString>(m_added)) {
        if (!own.contains(channel)) {
            m_added.remove(channel);
            m_declined.insert(channel);
        } else if (isRefusedForRoom(channel, own) || isAbandoned(channel, sample)) {
            changes.dropped.append(channel);
        }
    }
    if (std::ranges::any_of(changes.dropped, [&](const QString &channel) {
            return isRefusedForRoom(channel, own);
        })) {
        m_capacity = std::ranges::count_if(own, [](const OwnChannel &channel) {
            return channel.state == ChannelState::Subscribed;
        });
    }
    for (const QString &channel : changes.dropped) {
        m_added.remove(channel);
    }
    const qsizetype watched = own.size() - changes.dropped.size();
    const qsizetype room = std::min(MaxChannels - m_added.size(),
                                    m_capacity.value_or(own.size() + MaxChannels) - watched);
    m_leftOut = 0;
    for (auto channel = sample.clients.cbegin(); channel != sample.clients.cend(); ++channel) {
        const QString &name = channel.key();
        const bool isKnown = own.contains(name) && !changes.dropped.contains(name);
        if (isKnown || m_declined.contains(name) || sample.others(name, sample.before) == 0) {
            continue;
        }
        if (changes.added.size() < room) {
            changes.added.append(name);
            m_added.insert(name);
        } else {
            ++m_leftOut;
        }
    }
    changes.dropped.sort();
    return changes;
}

bool PatternWatch::isRefusedForRoom(const QString &channel, const OwnChannels &own) const
{
    const OwnChannel ours = own.value(channel);
    return ours.state == ChannelState::Unsubscribed
        && ours.code == std::uint32_t(Centrifuge::ErrorCode::LimitExceeded);
}

/** Only a sample that knows our own subscription tells whether we are alone. */
bool PatternWatch::isAbandoned(const QString &channel, const ChannelSample &sample) const
{
    const auto before = sample.before.constFind(channel);
    return before != sample.before.cend() && before->state != ChannelState::Subscribing
        && sample.others(channel, sample.before) == 0;
}
