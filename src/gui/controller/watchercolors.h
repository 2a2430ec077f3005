// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/seriescolor.h"

#include <QHash>
#include <QString>

/** Which colour stands for which watcher of a log, the same in every view. Main thread. */
class WatcherColors
{
public:
    /** The series of the colour: the next for a name that was not asked for before; they repeat
     * after SeriesCount. */
    int seriesOf(const QString &watcher)
    {
        const auto known = m_indexes.constFind(watcher);
        const int index =
            known == m_indexes.cend() ? *m_indexes.insert(watcher, int(m_indexes.size())) : *known;
        return index % SeriesCount;
    }
    QColor colorOf(const QString &watcher, bool isDark)
    {
        return seriesColor(seriesOf(watcher), isDark);
    }

private:
    QHash<QString, int> m_indexes; ///< by name
};
