// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QSet>
#include <QStringList>

struct Entry;

/**
 * The channels of a command that are subscribed, or may still become so. Ignores channels that the
 * server subscribes by itself. A plain value.
 */
class RemainingChannels
{
public:
    explicit RemainingChannels(const QStringList &asked);

    /** `subscription` is an entry of kind Subscription. */
    void follow(const Entry &subscription);
    bool isEmpty() const { return m_left.isEmpty(); }

private:
    const QSet<QByteArray> m_all; ///< given on the command line
    QSet<QByteArray> m_left;
};
