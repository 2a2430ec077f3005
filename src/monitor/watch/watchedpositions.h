// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/offsetgap.h"

#include <QHash>
#include <QString>
#include <QStringList>

class QSettings;

/** Stores the positions of watched channels in the settings, by profile and user. Main thread. */
class WatchedPositions
{
public:
    using Positions = QHash<QString, KeptPosition>; ///< by channel

    /** Limit for one user of one profile. */
    static constexpr qsizetype MaxChannels = 1000;

    /** `settings` outlives this. */
    explicit WatchedPositions(QSettings &settings);

    /** Keeps the stored positions of other channels. Skips positions without an epoch: their stream
     * can't be recognised the next time. */
    void save(const QString &profile, const QString &user, const Positions &positions);
    Positions load(const QString &profile, const QString &user) const;
    /** Removes the positions of all other profiles. */
    void keepOnly(const QStringList &profiles);

private:
    QSettings &m_settings;
};
