// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

class QSettings;

/** The recordings and other files that were opened or written last, the newest first. Kept in the
 * settings, so that all windows share them. Main thread. */
class RecentFiles
{
public:
    static constexpr qsizetype MostFiles = 12;

    /** `settings` outlives this. */
    explicit RecentFiles(QSettings &settings)
        : m_settings(settings)
    {
    }

    QStringList files() const;
    void add(const QString &path);
    /** It is not there any more. */
    void remove(const QString &path);
    void clear();

private:
    void write(const QStringList &files);

    QSettings &m_settings;
};
