// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

class QSettings;

/** The filters that were applied last, newest first; kept in the settings. Main thread. */
class FilterHistory
{
public:
    static constexpr qsizetype MaxSize = 20;

    /** `settings` outlives this. */
    explicit FilterHistory(QSettings &settings);

    const QStringList &filters() const { return m_filters; }
    /** Puts it in front; each is there once. */
    void add(const QString &filter);

private:
    QSettings &m_settings;
    QStringList m_filters;
};
