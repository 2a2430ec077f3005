// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/platform/displaytime.h"

#include <QObject>

class QSettings;

/** The time zone in which all windows show times, stored in the settings. Main thread. */
class DisplayZoneSetting : public QObject
{
    Q_OBJECT

public:
    /** Applies the stored zone unless --utc is given. `settings` outlives this. */
    explicit DisplayZoneSetting(QSettings &settings, QObject *parent = nullptr);

    void setUtc(bool isUtc);
    bool isUtc() const { return displayZone() == DisplayZone::Utc; }

Q_SIGNALS:
    void changed();

private:
    QSettings &m_settings;
};
