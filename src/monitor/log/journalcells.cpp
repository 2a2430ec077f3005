// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/journalcells.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/log/journalmodel.h"
#include "monitor/platform/displaytime.h"

namespace {

bool hasSize(const Entry &entry)
{
    return entry.kind == EntryKind::Publication || entry.kind == EntryKind::Undecodable;
}

} // namespace

QVariant cellAlignment(int column)
{
    const bool isNumber = column == JournalModel::Number || column == JournalModel::Delta
        || column == JournalModel::Offset || column == JournalModel::Size;
    return QVariant::fromValue(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
}

QString columnHeading(int column)
{
    switch (column) {
    case JournalModel::Number:
        return JournalModel::tr("#");
    case JournalModel::Watcher:
        return JournalModel::tr("Watcher");
    case JournalModel::Channel:
        return JournalModel::tr("Channel");
    case JournalModel::Offset:
        return JournalModel::tr("Offset");
    case JournalModel::Kind:
        return JournalModel::tr("Kind");
    case JournalModel::Size:
        return JournalModel::tr("Size");
    case JournalModel::Payload:
        return JournalModel::tr("Payload");
    default:
        return {};
    }
}

QString cellText(int column, const Entry &entry)
{
    switch (column) {
    case JournalModel::Number:
        return QString::number(entry.number);
    case JournalModel::Watcher:
        return watcherText(entry);
    case JournalModel::Channel:
        return channelText(entry);
    case JournalModel::Offset:
        return entry.offset == 0 ? QString() : QString::number(entry.offset);
    case JournalModel::Kind:
        return kindText(entry);
    case JournalModel::Size:
        return hasSize(entry) ? sizeText(entry.payloadSize()) : QString();
    case JournalModel::Payload:
        return summaryText(entry);
    default:
        return {};
    }
}

QString rowDescription(const Entry &entry)
{
    // By pieces, because a channel or payload may itself hold "%1".
    QStringList parts{JournalModel::tr("Entry %1").arg(entry.number), kindText(entry)};
    if (!entry.watcher.empty()) {
        parts += watcherText(entry);
    }
    if (!entry.channel.empty()) {
        parts += channelText(entry);
    }
    if (isKnownTime(entry.wall)) {
        parts += timeText(entry.wall);
    }
    parts += summaryText(entry);
    return parts.join(QStringLiteral(", "));
}
