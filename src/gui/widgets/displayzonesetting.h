// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/platform/displaytime.h"

#include <QObject>

class QSettings;

/** The user's choice of the time zone for all windows, kept in the settings. Main thread. */
class DisplayZoneSetting : public QObject
{
    Q_OBJECT

public:
    /** `settings` outlives this. Applies the saved choice; --utc comes before it. */
    explicit DisplayZoneSetting(QSettings &settings, QObject *parent = nullptr);

    void setUtc(bool isUtc);
    bool isUtc() const { return displayZone() == DisplayZone::Utc; }

Q_SIGNALS:
    void changed();

private:
    QSettings &m_settings;
};
