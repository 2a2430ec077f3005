// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journalmodel.h"

#include "monitor/entrytext.h"
#include "monitor/journal.h"

#include <algorithm>

namespace {

quint64 endOf(const Journal &journal)
{
    return journal.firstNumber() + journal.size();
}

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

bool hasSize(const Entry &entry)
{
    return entry.kind == EntryKind::Publication || entry.kind == EntryKind::Undecodable;
}

} // namespace

JournalModel::JournalModel(const Journal &journal, QObject *parent)
    : QAbstractTableModel(parent)
    , m_journal(journal)
    , m_firstNumber(journal.firstNumber())
    , m_count(static_cast<int>(journal.size()))
{
}

int JournalModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int JournalModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

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
        return tr("Time");
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

void JournalModel::setFrozen(bool frozen)
{
    if (m_frozen == frozen) {
        return;
    }
    m_frozen = frozen;
    Q_EMIT frozenChanged(frozen);
    if (!m_frozen) {
        removeTrimmed();
        insertNew();
    }
    announceHeldBack();
}

qsizetype JournalModel::heldBack() const
{
    const quint64 firstHidden = std::max<quint64>(endNumber(), m_journal.firstNumber());
    const quint64 end = endOf(m_journal);
    return m_frozen && end > firstHidden ? static_cast<qsizetype>(end - firstHidden) : 0;
}

Entry JournalModel::entryAt(int row) const
{
    const quint64 number = numberOfRow(row);
    if (number < m_journal.firstNumber() || number >= endOf(m_journal)) {
        return {};
    }
    return m_journal.at(number - m_journal.firstNumber());
}

std::optional<int> JournalModel::rowOfNumber(quint64 number) const
{
    if (number < m_firstNumber || number >= endNumber()) {
        return std::nullopt;
    }
    return static_cast<int>(number - m_firstNumber);
}

quint64 JournalModel::numberOfRow(int row) const
{
    return row >= 0 && row < m_count ? m_firstNumber + quint64(row) : 0;
}

/** The journal itself is the truth: the arguments may lag behind it. */
void JournalModel::entriesAppended(qsizetype count, qsizetype trimmed)
{
    Q_UNUSED(count)
    Q_UNUSED(trimmed)
    if (endOf(m_journal) < endNumber()) {
        startOver(); // cleared without a word
        return;
    }
    removeTrimmed();
    if (!m_frozen) {
        insertNew();
    }
    announceHeldBack();
}

void JournalModel::cleared()
{
    startOver();
}

QString JournalModel::displayText(int row, int column, const Entry &entry) const
{
    switch (column) {
    case Number:
        return QString::number(entry.number);
    case Time:
        return timeText(entry.wall);
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

void JournalModel::removeTrimmed()
{
    const quint64 first = m_journal.firstNumber();
    if (first <= m_firstNumber) {
        return;
    }
    const int gone = static_cast<int>(std::min<quint64>(first - m_firstNumber, quint64(m_count)));
    if (gone > 0) {
        beginRemoveRows({}, 0, gone - 1);
        m_count -= gone;
        m_firstNumber += quint64(gone);
        endRemoveRows();
    }
    if (m_count == 0) {
        m_firstNumber = first; // what was trimmed before it was ever shown
    }
}

void JournalModel::insertNew()
{
    const auto added = static_cast<int>(endOf(m_journal) - endNumber());
    if (added > 0) {
        beginInsertRows({}, m_count, m_count + added - 1);
        m_count += added;
        endInsertRows();
    }
}

void JournalModel::announceHeldBack()
{
    const qsizetype held = heldBack();
    if (held != m_announcedHeldBack) {
        m_announcedHeldBack = held;
        Q_EMIT heldBackChanged(held);
    }
}

void JournalModel::startOver()
{
    beginResetModel();
    m_firstNumber = m_journal.firstNumber();
    m_count = m_frozen ? 0 : static_cast<int>(m_journal.size());
    endResetModel();
    announceHeldBack();
}
