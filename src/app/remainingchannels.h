// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"

#include <QByteArray>
#include <QSet>
#include <QStringList>

/**
 * Which of the channels that a command was asked for are subscribed, or may still be. What the
 * server subscribes us to by itself is not what the command waits for. A plain value.
 */
class RemainingChannels
{
public:
    explicit RemainingChannels(const QStringList &asked);

    /** Takes in a row of the kind Subscription. */
    void follow(const Entry &subscription);
    bool isEmpty() const { return m_left.isEmpty(); }

private:
    const QSet<QByteArray> m_all; ///< that were asked for
    QSet<QByteArray> m_left;
};
