// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/seriescolor.h"

#include <QHash>
#include <QString>

/** Which colour stands for which channel, or which watcher, of a log: the same in every view, for
 * as long as there is the log. Main thread. */
class NameColors
{
public:
    /** Begins with the series `first`. */
    explicit NameColors(int first = 0)
        : m_first(first)
    {
    }

    /** The series of the colour: the next one for a name that was not asked for before. After
     * SeriesCount names they repeat in the same order. */
    int seriesOf(const QString &name)
    {
        const auto known = m_indexes.constFind(name);
        const int index =
            known == m_indexes.cend() ? *m_indexes.insert(name, int(m_indexes.size())) : *known;
        return (m_first + index) % SeriesCount;
    }
    QColor colorOf(const QString &name, bool isDark) { return seriesColor(seriesOf(name), isDark); }

private:
    QHash<QString, int> m_indexes; ///< by name
    const int m_first;
};
