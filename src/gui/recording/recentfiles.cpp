// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/recentfiles.h"

#include <QFileInfo>
#include <QSettings>

namespace {

const auto FilesKey = QStringLiteral("recording/recent");

} // namespace

QStringList RecentFiles::files() const
{
    const QStringList files = m_settings.value(FilesKey).toStringList();
    return files.first(std::min(files.size(), MostFiles));
}

void RecentFiles::add(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList all = files();
    all.removeAll(absolute);
    all.prepend(absolute);
    write(all.first(std::min(all.size(), MostFiles)));
}

void RecentFiles::remove(const QString &path)
{
    QStringList all = files();
    if (all.removeAll(QFileInfo(path).absoluteFilePath()) > 0) {
        write(all);
    }
}

void RecentFiles::clear()
{
    m_settings.remove(FilesKey);
}

void RecentFiles::write(const QStringList &files)
{
    m_settings.setValue(FilesKey, files);
}
