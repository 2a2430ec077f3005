// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What the cells of JournalModel say.

#include "monitor/log/journalmodel.h"

#include "monitor/entry/entrytext.h"
#include "monitor/journal/entrylog.h"

#include <algorithm>

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

StampedTime stampOf(const Entry &entry)
{
    return {entry.monotonic, entry.wall};
}

/** Nothing where one of the two times is unknown. */
QString elapsedText(const StampedTime &since, const Entry &entry)
{
    const auto elapsed = timeBetween(since, stampOf(entry));
    return elapsed ? deltaText(*elapsed) : QString();
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
    case Delta:
        return elapsedText(timeBefore(row), entry);
    case Channel:
        return channelText(entry);
    case Offset:
        return entry.offset == 0 ? QString() : QString::number(entry.offset);
    case Kind:
        return kindText(entry);
    case Size:
        return hasSize(entry) ? sizeText(payloadSize(entry)) : QString();
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
        return elapsedText(m_start, entry);
    case TimeMode::SincePrevious: {
        const StampedTime before = timeBefore(row);
        return elapsedText(before.isKnown() ? before : stampOf(entry), entry);
    }
    case TimeMode::SinceReference:
        return elapsedText(m_referenceTime, entry);
    }
    return timeText(entry.wall);
}

/** Of the nearest row above that has a time; few have none, so that it is not far away. */
StampedTime JournalModel::timeBefore(int row) const
{
    constexpr int FarthestRow = 64;
    for (int back = 1; back <= std::min(row, FarthestRow); ++back) {
        const StampedTime time = stampOf(entryAt(row - back));
        if (time.isKnown()) {
            return time;
        }
    }
    return {};
}

void JournalModel::updateTimes()
{
    if (m_count > 0) {
        Q_EMIT dataChanged(index(0, Time), index(m_count - 1, Time));
    }
}

void JournalModel::setTimeMode(TimeMode mode, quint64 reference)
{
    const Entry entry = entryOf(reference);
    if (mode == TimeMode::SinceReference && entry.number == 0) {
        return; // it is gone
    }
    m_timeMode = mode;
    m_timeReference = mode == TimeMode::SinceReference ? reference : 0;
    m_referenceTime = stampOf(entry);
    updateTimes();
    Q_EMIT headerDataChanged(Qt::Horizontal, Time, Time);
}

/** What is trimmed later must not move the start. */
void JournalModel::noteStart()
{
    constexpr std::size_t FarthestEntry = 64;
    const std::size_t last = std::min(m_source.size(), FarthestEntry);
    for (std::size_t i = 0; i < last && !m_start.isKnown(); ++i) {
        m_start = stampOf(m_source.at(i));
    }
}

QString JournalModel::accessibleText(const Entry &entry) const
{
    // By pieces, because a channel or payload may itself hold "%1".
    QStringList parts{tr("Entry %1").arg(entry.number), kindText(entry)};
    if (!entry.channel.empty()) {
        parts += channelText(entry);
    }
    if (isKnownTime(entry.wall)) {
        parts += timeText(entry.wall);
    }
    parts += summaryText(entry);
    return parts.join(QStringLiteral(", "));
}
