// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/recording/entryfile.h"

#include <QStringList>

#include <deque>
#include <optional>

class SignalCancellation;

/**
 * The entries of the files and folders that a command names, in this order. Named files are opened
 * first, so that a wrong name is an error before anything is written; those of a folder are opened
 * one after another. What should be known of them is printed on standard error.
 */
class OpenedEntries
{
public:
    explicit OpenedEntries(SignalCancellation &cancellation)
        : m_cancellation(cancellation)
    {
    }

    /** Opens what is named. A signal cancels it. */
    Centrifuge::Outcome open(const QStringList &paths);
    /** All files, with those in folders. */
    QStringList paths() const;
    /** The entries of the next file; the one before is closed. Null at the end; a signal ends it
     * and cancels the walk. */
    std::shared_ptr<const EntrySnapshot> next(WalkProgress &walk);

    bool isIncomplete() const { return m_isIncomplete; } ///< some entries can't be read
    bool hasSkippedLines() const { return m_hasSkippedLines; }

private:
    struct Item
    {
        QString path;
        std::optional<EntryFile> file; ///< nothing for one in a folder, until its turn
    };

    Centrifuge::Outcome addFolder(const QString &folder);
    Centrifuge::Outcome openItem(Item &item, const QString &label);

    SignalCancellation &m_cancellation;
    std::deque<Item> m_items; ///< that were not read yet
    std::optional<EntryFile> m_current;
    bool m_isIncomplete = false;
    bool m_hasSkippedLines = false;
};
