// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/openedentries.h"

#include "app/output.h"
#include "app/signalcancellation.h"
#include "monitor/recording/entryfiletype.h"

#include <QFileInfo>

using Centrifuge::Outcome;

namespace {

/** "a.txt, b.png and 7 more" */
QString namesText(const QStringList &names)
{
    constexpr qsizetype MaxNames = 5;
    const QString text = names.mid(0, MaxNames).join(QStringLiteral(", "));
    return names.size() <= MaxNames
        ? text
        : text + QStringLiteral(" and %1 more").arg(names.size() - MaxNames);
}

} // namespace

Outcome OpenedEntries::open(const QStringList &paths)
{
    for (const QString &path : paths) {
        const bool isFolder = path != QStringLiteral("-") && QFileInfo(path).isDir();
        if (isFolder) {
            if (const auto added = addFolder(path); !added) {
                return added;
            }
            continue;
        }
        Item &item = m_items.emplace_back(Item{path, std::nullopt});
        const QString label = paths.size() > 1 ? path + QStringLiteral(": ") : QString();
        if (const auto opened = openItem(item, label); !opened) {
            return opened;
        }
    }
    return Centrifuge::success();
}

/** Says what is left out. A file that can't be read is no reason to read none. */
Outcome OpenedEntries::addFolder(const QString &folder)
{
    const std::size_t before = m_items.size();
    QStringList others;
    const QStringList paths = filesInFolder(folder);
    WalkProgress progress;
    for (const QString &path : paths) {
        m_cancellation.poll(progress);
        if (progress.cancelled) {
            return Centrifuge::badArgument(QStringLiteral("cancelled"));
        }
        const auto type = entryFileType(path);
        if (!type) {
            say(type.error().message);
            m_isIncomplete = true;
        } else if (type.value() == EntryFileType::Other) {
            others += QFileInfo(path).fileName();
        } else {
            m_items.push_back(Item{path, std::nullopt});
        }
    }
    if (!others.isEmpty()) {
        const QString words = others.size() == 1
            ? QStringLiteral("%1: 1 file is neither a recording nor JSON lines and is left out: %2")
                  .arg(folder)
            : QStringLiteral("%1: %3 files are neither recordings nor JSON lines and are left "
                             "out: %2")
                  .arg(folder);
        say(words.arg(namesText(others), QString::number(others.size())));
    }
    return m_items.size() > before
        ? Centrifuge::success()
        : Outcome(Centrifuge::badArgument(
            QStringLiteral("%1 holds no recording and no JSON lines").arg(folder)));
}

QStringList OpenedEntries::paths() const
{
    QStringList result;
    for (const Item &item : m_items) {
        result += item.path;
    }
    return result;
}

Outcome OpenedEntries::openItem(Item &item, const QString &label)
{
    WalkProgress progress;
    auto opened = openEntryFile(item.path, progress, [&] { m_cancellation.poll(progress); });
    if (!opened) {
        return opened.error();
    }
    item.file = opened.takeValue();
    m_isIncomplete = m_isIncomplete || item.file->isIncomplete;
    m_hasSkippedLines = m_hasSkippedLines || item.file->skippedLines > 0;
    for (const QString &warning : item.file->warnings) {
        say(label + warning);
    }
    return Centrifuge::success();
}

std::shared_ptr<const EntrySnapshot> OpenedEntries::next(WalkProgress &walk)
{
    m_current.reset();
    while (!m_items.empty()) {
        Item item = std::move(m_items.front());
        m_items.pop_front();
        const auto opened =
            item.file ? Centrifuge::success() : openItem(item, item.path + QStringLiteral(": "));
        if (m_cancellation.signal() != 0) {
            walk.cancelled = true;
            break;
        }
        if (opened) {
            m_current = std::move(item.file);
            return m_current->recording->snapshot();
        }
        say(opened.error().message);
        m_isIncomplete = true;
    }
    return nullptr;
}
