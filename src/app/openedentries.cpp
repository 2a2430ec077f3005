// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/openedentries.h"

#include "app/output.h"
#include "app/signalcancellation.h"

#include <algorithm>

using Centrifuge::Result;

std::vector<std::shared_ptr<const EntrySnapshot>> OpenedEntries::snapshots() const
{
    std::vector<std::shared_ptr<const EntrySnapshot>> result;
    for (const EntryFile &file : files) {
        result.push_back(file.recording->snapshot());
    }
    return result;
}

bool OpenedEntries::isIncomplete() const
{
    return std::ranges::any_of(files, &EntryFile::isIncomplete);
}

bool OpenedEntries::hasSkippedLines() const
{
    return std::ranges::any_of(files, [](const EntryFile &file) { return file.skippedLines > 0; });
}

Result<OpenedEntries> openEntries(const QStringList &paths, SignalCancellation &cancellation)
{
    OpenedEntries result;
    for (const QString &path : paths) {
        WalkProgress progress;
        auto opened = openEntryFile(path, progress, [&] { cancellation.poll(progress); });
        if (!opened) {
            return opened.error();
        }
        EntryFile &file = result.files.emplace_back(opened.takeValue());
        const QString name = paths.size() > 1 ? path + QStringLiteral(": ") : QString();
        for (const QString &warning : file.warnings) {
            say(name + warning);
        }
    }
    return result;
}
