// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/offsetgap.h"

#include <QHash>
#include <QString>
#include <QStringList>

class QSettings;

/**
 * Where the channels of the user's profiles were left, from one run of the program to the next.
 * Main thread.
 */
class WatchedPositions
{
public:
    using Positions = QHash<QString, KeptPosition>; ///< by channel

    /** The most that is kept of one user of one profile. */
    static constexpr qsizetype MostChannels = 1000;

    /** `settings` outlives this. */
    explicit WatchedPositions(QSettings &settings);

    /** Adds to what is kept of the other channels. Those without an epoch are left out:
     * their stream can't be recognised the next time. */
    void save(const QString &profile, const QString &user, const Positions &positions);
    Positions load(const QString &profile, const QString &user) const;
    /** Forgets those of profiles that are not there any more. */
    void keepOnly(const QStringList &profiles);

private:
    QSettings &m_settings;
};
