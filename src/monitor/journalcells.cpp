// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What the cells of JournalModel say.

#include "monitor/journalmodel.h"

#include "monitor/entrysource.h"
#include "monitor/entrytext.h"

namespace {

QByteArray bytesOf(std::string_view bytes)
{
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

/** Numbers stand below each other, and so do their headings. */
QVariant alignmentOf(int column)
{
    const bool isNumber = column == JournalModel::Number || column == JournalModel::Delta
        || column == JournalModel::Offset || column == JournalModel::Size;
    return QVariant::fromValue(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
}

QString timeHeading(JournalModel::TimeMode mode)
{
    switch (mode) {
    case JournalModel::TimeMode::Clock:
        break;
    case JournalModel::TimeMode::SinceStart:
        return JournalModel::tr("Since start");
    case JournalModel::TimeMode::SincePrevious:
        return JournalModel::tr("Since previous");
    case JournalModel::TimeMode::SinceReference:
        return JournalModel::tr("Since reference");
    }
    return JournalModel::tr("Time");
}

bool hasSize(const Entry &entry)
{
    return entry.kind == EntryKind::Publication || entry.kind == EntryKind::Undecodable;
}

} // namespace

QVariant JournalModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const int column = index.column();
    if (role == Qt::TextAlignmentRole) {
        return alignmentOf(column);
    }
    if (role == EntryNumberRole) {
        return numberOfRow(index.row());
    }
    const Entry entry = entryAt(index.row());
    if (entry.number == 0) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return displayText(index.row(), column, entry);
    case Qt::AccessibleTextRole:
        return column == Number ? accessibleText(entry) : displayText(index.row(), column, entry);
    case EntryKindRole:
        return static_cast<int>(entry.kind);
    case PayloadRole:
        return bytesOf(entry.payload);
    default:
        return {};
    }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return alignmentOf(section);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Number:
        return tr("#");
    case Time:
        return timeHeading(m_timeMode);
    case Delta:
        return QStringLiteral("\u0394");
    case Channel:
        return tr("Channel");
    case Offset:
        return tr("Offset");
    case Kind:
        return tr("Kind");
    case Size:
        return tr("Size");
    case Payload:
        return tr("Payload");
    default:
        return {};
    }
}

QString JournalModel::displayText(int row, int column, const Entry &entry) const
{
    switch (column) {
    case Number:
        return QString::number(entry.number);
    case Time:
        return timeCell(row, entry);
    case Delta: {
        const Entry previous = entryAt(row - 1);
        return previous.number == 0 ? QString() : deltaText(entry.monotonic - previous.monotonic);
    }
    case Channel:
        return channelText(entry);
    case Offset:
        return entry.offset == 0 ? QString() : QString::number(entry.offset);
    case Kind:
        return kindText(entry);
    case Size:
        return hasSize(entry) ? sizeText(entry.payload.size()) : QString();
    case Payload:
        return summaryText(entry);
    default:
        return {};
    }
}

QString JournalModel::timeCell(int row, const Entry &entry) const
{
    switch (m_timeMode) {
    case TimeMode::Clock:
        break;
    case TimeMode::SinceStart:
        return deltaText(entry.monotonic - m_start.value_or(entry.monotonic));
    case TimeMode::SincePrevious: {
        const Entry previous = entryAt(row - 1);
        return deltaText(previous.number == 0 ? std::chrono::nanoseconds(0)
                                              : entry.monotonic - previous.monotonic);
    }
    case TimeMode::SinceReference:
        return deltaText(entry.monotonic - m_referenceTime);
    }
    return timeText(entry.wall);
}

void JournalModel::setTimeMode(TimeMode mode, quint64 reference)
{
    const Entry entry = entryOf(reference);
    if (mode == TimeMode::SinceReference && entry.number == 0) {
        return; // it is gone
    }
    m_timeMode = mode;
    m_timeReference = mode == TimeMode::SinceReference ? reference : 0;
    m_referenceTime = entry.monotonic;
    if (m_count > 0) {
        Q_EMIT dataChanged(index(0, Time), index(m_count - 1, Time));
    }
    Q_EMIT headerDataChanged(Qt::Horizontal, Time, Time);
}

/** What is trimmed later must not move the start. */
void JournalModel::noteStart()
{
    if (!m_start && m_source.size() > 0) {
        m_start = m_source.at(0).monotonic;
    }
}

QString JournalModel::accessibleText(const Entry &entry) const
{
    // By pieces, because a channel or payload may itself hold "%1".
    QStringList parts{tr("Entry %1").arg(entry.number), kindText(entry)};
    if (!entry.channel.empty()) {
        parts += channelText(entry);
    }
    parts += timeText(entry.wall);
    parts += summaryText(entry);
    return parts.join(QStringLiteral(", "));
}
