// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/remainingchannels.h"

#include "monitor/entry/entry.h"

namespace {

QSet<QByteArray> toUtf8(const QStringList &channels)
{
    QSet<QByteArray> names;
    for (const QString &channel : channels) {
        names.insert(channel.toUtf8());
    }
    return names;
}

} // namespace

RemainingChannels::RemainingChannels(const QStringList &asked)
    : m_all(toUtf8(asked))
    , m_left(m_all)
{
}

void RemainingChannels::follow(const Entry &subscription)
{
    const QByteArray channel(subscription.channel.data(), qsizetype(subscription.channel.size()));
    if (subscription.channelState() == ChannelState::Unsubscribed) {
        m_left.remove(channel);
    } else if (m_all.contains(channel)) {
        m_left.insert(channel);
    }
}
