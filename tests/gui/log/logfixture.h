// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/logstate.h"
#include "monitor/entry/entry.h"
#include "monitor/journal/journal.h"

#include <QSettings>
#include <QTemporaryDir>

/** A log over a journal, and settings of its own. */
struct LogFixture
{
    explicit LogFixture(JournalLimits limits = {})
        : journal(limits)
    {
    }

    /** As the window does it. */
    void append(const std::vector<Arrival> &batch)
    {
        const std::size_t trimmed = journal.append(batch);
        log.entriesAppended(qsizetype(batch.size()), qsizetype(trimmed));
    }

    Journal journal;
    LogState log{journal};
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
};
