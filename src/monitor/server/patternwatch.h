// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/server/channelsampler.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

/** What to watch from now on, and what no longer. */
struct PatternChanges
{
    QStringList added;
    QStringList dropped;

    friend bool operator==(const PatternChanges &, const PatternChanges &) = default;
};

/**
 * Decides which channels are watched because they match a pattern: those in which somebody else is,
 * until only we are left. What the user watches by himself is never dropped, and what he stops
 * watching is not watched again.
 */
class PatternWatch
{
public:
    static constexpr qsizetype MaxChannels = 2000;

    void start(const QString &pattern);
    /** What is watched stays. */
    void stop();
    bool isActive() const { return m_isActive; }
    const QString &pattern() const { return m_pattern; }

    /** After each sample of the pattern; `own` is what we watch now. */
    PatternChanges next(const ChannelSample &sample, const OwnChannels &own);

    qsizetype watchedCount() const { return m_added.size(); }
    /** Channels of the last sample that are not watched, as there is no room. */
    qsizetype leftOutCount() const { return m_leftOut; }
    /** How many channels the server takes on the connection, if it has refused one for that. */
    std::optional<qsizetype> capacity() const { return m_capacity; }

private:
    bool isRefusedForRoom(const QString &channel, const OwnChannels &own) const;
    bool isAbandoned(const QString &channel, const ChannelSample &sample) const;

    QString m_pattern;
    bool m_isActive = false;
    QSet<QString> m_added; ///< by this
    QSet<QString> m_declined; ///< by the user
    qsizetype m_leftOut = 0;
    std::optional<qsizetype> m_capacity;
};
