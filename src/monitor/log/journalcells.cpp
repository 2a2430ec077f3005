// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/journalcells.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/entry/publishlatency.h"
#include "monitor/filter/entryfield.h"
#include "monitor/log/journalmodel.h"
#include "monitor/platform/displaytime.h"
#include "text/jsonstring.h"

#include <algorithm>
#include <array>

namespace {

constexpr std::array<const char *, JournalModel::ColumnCount> ColumnNames{
    "number", "time",    "delta", "watcher", "channel", "offset", "kind",
    "size",   "payload", "date",  "user",    "client",  "tags",   "latency"};

bool hasSize(const Entry &entry)
{
    return entry.kind == EntryKind::Publication || entry.kind == EntryKind::Undecodable;
}

/** Who published, joined or left. */
QString infoText(std::string_view key, const Entry &entry)
{
    return entry.info.empty() ? QString() : fieldText(EntryField::ofInfo(key), entry);
}

QString latencyCell(const Entry &entry)
{
    const auto latency = publishLatency(entry);
    if (!latency) {
        return {};
    }
    const QString text = deltaText(*latency);
    return text.startsWith(u'+') ? text.mid(1) : text; // two clocks may differ
}

} // namespace

QVariant cellAlignment(int column)
{
    const bool isNumber = column == JournalModel::Number || column == JournalModel::Delta
        || column == JournalModel::Offset || column == JournalModel::Size
        || column == JournalModel::Latency;
    return QVariant::fromValue(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
}

QString columnName(int column)
{
    return QString::fromLatin1(ColumnNames.at(std::size_t(column)));
}

QString columnTitle(int column)
{
    switch (column) {
    case JournalModel::Number:
        return JournalModel::tr("Number");
    case JournalModel::Time:
        return JournalModel::tr("Time");
    case JournalModel::Delta:
        return JournalModel::tr("Since the previous row");
    case JournalModel::Kind:
        return JournalModel::tr("Kind");
    default:
        return columnHeading(column);
    }
}

QString columnHeading(int column)
{
    switch (column) {
    case JournalModel::Number:
        return JournalModel::tr("#");
    case JournalModel::Delta:
        return QStringLiteral("\u0394");
    case JournalModel::Watcher:
        return JournalModel::tr("Watcher");
    case JournalModel::Channel:
        return JournalModel::tr("Channel");
    case JournalModel::Offset:
        return JournalModel::tr("Offset");
    case JournalModel::Size:
        return JournalModel::tr("Size");
    case JournalModel::Payload:
        return JournalModel::tr("Payload");
    case JournalModel::Date:
        return JournalModel::tr("Date");
    case JournalModel::User:
        return JournalModel::tr("User");
    case JournalModel::Client:
        return JournalModel::tr("Client");
    case JournalModel::Tags:
        return JournalModel::tr("Tags");
    case JournalModel::Latency:
        return JournalModel::tr("Latency");
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
    case JournalModel::Date:
        return dateText(entry.wall);
    case JournalModel::User:
        return infoText("user", entry);
    case JournalModel::Client:
        return infoText("client", entry);
    case JournalModel::Tags:
        return foldedText(entry.tags);
    case JournalModel::Latency:
        return latencyCell(entry);
    default:
        return {};
    }
}

QString fieldText(const EntryField &field, const Entry &entry)
{
    if (field.textOf(entry).size() > EntryField::MostRead) {
        return QString(QChar(0x2026));
    }
    const std::string_view value = field.valueIn(entry);
    const bool isString = value.size() > 1 && value.front() == '"' && value.back() == '"';
    const auto text = isString ? Text::unescaped(value.substr(1, value.size() - 2)) : std::nullopt;
    return foldedText(text ? std::string_view(*text) : value);
}

QString fieldTitle(const EntryField &field)
{
    return foldedText(field.name());
}

QVariant headingCell(int column, int role, const QString &heading)
{
    switch (role) {
    case Qt::TextAlignmentRole:
        return cellAlignment(column);
    case Qt::DisplayRole:
        return heading;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: // a column may be too narrow for its heading
        return column < JournalModel::ColumnCount ? columnTitle(column) : heading;
    default:
        return {};
    }
}

StampedTime timeBefore(const JournalModel &model, int row)
{
    constexpr int FarthestRow = 64;
    for (int back = 1; back <= std::min(row, FarthestRow); ++back) {
        const StampedTime time = stampOf(model.entryAt(row - back));
        if (time.isKnown()) {
            return time;
        }
    }
    return {};
}

QString rowDescription(const JournalModel &model, const Entry &entry)
{
    // By pieces, because a channel or payload may itself hold "%1".
    QStringList parts{JournalModel::tr("Entry %1").arg(entry.number), kindText(entry)};
    if (model.hasSeveralWatchers() && !entry.watcher.empty()) {
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
