// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/journalmodel.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/journal/entrylog.h"
#include "monitor/log/journalcells.h"

#include <algorithm>

JournalModel::JournalModel(EntryLog &source, QObject *parent)
    : QAbstractTableModel(parent)
    , m_source(source)
    , m_matches(source)
{
    m_matches.setMost(MaxRows);
    showFromStart();
    m_time.findStart(m_source);
    m_hasSeveralWatchers = m_source.watchers().size() > 1;
    connect(&m_matches, &MatchList::prepended, this, &JournalModel::showMatches);
    connect(&m_matches, &MatchList::removed, this, &JournalModel::removeMatches);
}

int JournalModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int JournalModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount + int(m_fields.size());
}

QVariant JournalModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return cellAlignment(index.column());
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
        return displayText(index, entry);
    case Qt::AccessibleTextRole:
        return index.column() == Number || index.column() == Time ? rowDescription(*this, entry)
                                                                  : displayText(index, entry);
    case Qt::ToolTipRole:
        return index.column() == Kind ? QVariant(kindText(entry)) : QVariant();
    case EntryKindRole:
        return static_cast<int>(entry.kind);
    case PayloadRole:
        return QByteArray(entry.payload.data(), static_cast<qsizetype>(entry.payload.size()));
    default:
        return {};
    }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const QString heading = section >= ColumnCount
        ? fieldTitle(m_fields[std::size_t(section - ColumnCount)])
        : section == Time ? m_time.heading()
                          : columnHeading(section);
    return headingCell(section, role, heading);
}

void JournalModel::setFields(const std::vector<EntryField> &fields)
{
    const auto same = std::ranges::mismatch(m_fields, fields);
    const auto kept = int(same.in1 - m_fields.begin());
    if (same.in1 != m_fields.end()) {
        beginRemoveColumns({}, ColumnCount + kept, columnCount() - 1);
        m_fields.erase(same.in1, m_fields.end());
        endRemoveColumns();
    }
    if (same.in2 != fields.end()) {
        beginInsertColumns({}, columnCount(), ColumnCount + int(fields.size()) - 1);
        m_fields = fields;
        endInsertColumns();
    }
}

QString JournalModel::displayText(const QModelIndex &index, const Entry &entry) const
{
    const int row = index.row();
    switch (index.column()) {
    case Time: {
        const bool isRelative = timeMode() == TimeMode::SincePrevious;
        return m_time.text(entry, isRelative ? timeBefore(*this, row) : StampedTime());
    }
    case Delta:
        return elapsedText(timeBefore(*this, row), entry);
    default:
        return index.column() < ColumnCount
            ? cellText(index.column(), entry)
            : fieldText(m_fields[std::size_t(index.column() - ColumnCount)], entry);
    }
}

void JournalModel::setTimeMode(TimeMode mode, quint64 reference)
{
    const Entry entry = entryOf(reference);
    if (mode == TimeMode::SinceReference && entry.number == 0) {
        return; // it is gone
    }
    m_time.setMode(mode, entry);
    updateTimes();
    Q_EMIT headerDataChanged(Qt::Horizontal, Time, Time);
}

void JournalModel::updateTimes()
{
    if (m_count > 0) {
        Q_EMIT dataChanged(index(0, Time), index(m_count - 1, Time));
    }
}

quint64 JournalModel::sourceEnd() const
{
    return m_source.firstNumber() + m_source.size();
}

void JournalModel::setFrozen(bool frozen)
{
    if (m_frozen == frozen) {
        return;
    }
    m_frozen = frozen;
    m_frozenEnd = m_syncedEnd;
    Q_EMIT frozenChanged(frozen);
    if (!m_frozen) {
        entriesAppended(0, 0);
    }
    announceHeldBack();
}

qsizetype JournalModel::heldBack() const
{
    if (!m_frozen) {
        return 0;
    }
    if (isFiltered()) {
        return static_cast<qsizetype>(m_matches.size()) - m_firstMatch - m_count;
    }
    const quint64 firstHidden = std::max<quint64>(endNumber(), m_syncedFirst);
    return m_syncedEnd > firstHidden ? static_cast<qsizetype>(m_syncedEnd - firstHidden) : 0;
}

quint64 JournalModel::beyondRowLimit() const
{
    const bool isCut = !isFiltered() && m_count >= MaxRows && m_firstNumber > m_syncedFirst;
    return isCut ? m_firstNumber - m_syncedFirst : 0;
}

RowCounts JournalModel::counts() const
{
    RowCounts counts;
    counts.received = m_syncedEnd - 1;
    counts.shown = quint64(m_count);
    counts.filtered = filteredOut();
    counts.unsearched = m_matches.left();
    counts.waiting = quint64(heldBack());
    counts.beyondRowLimit = beyondRowLimit();
    counts.trimmed = m_syncedFirst - 1;
    return counts;
}

void JournalModel::setFilter(const Filter &filter)
{
    reset([this, &filter] { m_matches.setFilter(filter); });
}

quint64 JournalModel::filteredOut() const
{
    if (!isFiltered()) {
        return 0;
    }
    const quint64 all = m_syncedEnd - m_syncedFirst;
    return all - std::min(all, m_matches.left() + m_matches.size());
}

Entry JournalModel::entryAt(int row) const
{
    return entryOf(numberOfRow(row));
}

Entry JournalModel::entryOf(quint64 number) const
{
    if (number < m_source.firstNumber() || number >= sourceEnd()) {
        return {};
    }
    return m_source.at(number - m_source.firstNumber());
}

std::optional<int> JournalModel::rowOfNumber(quint64 number) const
{
    const int row = rowBefore(number);
    return row >= 0 && numberOfRow(row) == number ? std::optional(row) : std::nullopt;
}

int JournalModel::rowBefore(quint64 number) const
{
    if (isFiltered()) {
        const auto before = qsizetype(m_matches.indexFrom(number + 1)) - m_firstMatch;
        return static_cast<int>(std::clamp<qsizetype>(before, 0, m_count)) - 1;
    }
    if (number < m_firstNumber) {
        return -1;
    }
    return static_cast<int>(std::min<quint64>(number - m_firstNumber + 1, quint64(m_count))) - 1;
}

quint64 JournalModel::numberOfRow(int row) const
{
    if (row < 0 || row >= m_count) {
        return 0;
    }
    if (!isFiltered()) {
        return m_firstNumber + quint64(row);
    }
    const qsizetype match = m_firstMatch + row;
    return match < 0 || match >= qsizetype(m_matches.size()) ? 0 : m_matches.at(std::size_t(match));
}

/** The source itself is the truth: the arguments may lag behind it. */
void JournalModel::entriesAppended(qsizetype count, qsizetype trimmed)
{
    Q_UNUSED(count)
    Q_UNUSED(trimmed)
    m_time.findStart(m_source);
    noticeWatchers();
    if (sourceEnd() < m_syncedEnd) {
        startOver(); // cleared without a word
        return;
    }
    syncWithSource();
    if (isFiltered()) {
        m_matches.update();
        appendMatches();
    } else {
        removeTrimmed();
        if (!m_frozen) {
            insertEntries(m_count, static_cast<int>(m_syncedEnd - endNumber()));
        }
    }
    announceHeldBack();
}

void JournalModel::cleared()
{
    m_time.clear();
    if (timeMode() == TimeMode::SinceReference) {
        setTimeMode(TimeMode::Clock);
    }
    m_frozenEnd = sourceEnd();
    startOver();
}

/** The scan goes backwards: its news comes at the front. */
void JournalModel::showMatches(qsizetype prepended)
{
    qsizetype shown = prepended;
    if (m_frozen) {
        shown = std::min(shown, qsizetype(m_matches.indexFrom(m_frozenEnd)));
    }
    m_firstMatch += prepended; // until the view has heard of it the rows stay what they were
    insertEntries(0, static_cast<int>(shown));
    announceHeldBack();
}

void JournalModel::removeMatches(qsizetype count)
{
    m_firstMatch -= count;
    removeFirst(static_cast<int>(std::min<qsizetype>(count, m_count)));
}

void JournalModel::appendMatches()
{
    if (!m_frozen) {
        insertEntries(m_count, static_cast<int>(qsizetype(m_matches.size()) - m_count));
    }
}

/** In front or behind what is shown. */
void JournalModel::insertEntries(int first, int count)
{
    if (count > 0) {
        beginInsertRows({}, first, first + count - 1);
        m_count += count;
        m_firstMatch = 0;
        endInsertRows();
    }
    m_firstMatch = 0;
}

void JournalModel::removeFirst(int count)
{
    if (count > 0) {
        beginRemoveRows({}, 0, count - 1);
        m_count -= count;
        m_firstNumber += quint64(count);
        m_firstMatch = 0;
        endRemoveRows();
    }
    m_firstMatch = 0;
}

void JournalModel::syncWithSource()
{
    m_syncedFirst = m_source.firstNumber();
    m_syncedEnd = sourceEnd();
}

void JournalModel::noticeWatchers()
{
    if (!m_hasSeveralWatchers && m_source.watchers().size() > 1) {
        m_hasSeveralWatchers = true;
        Q_EMIT severalWatchersSeen();
    }
}

void JournalModel::removeTrimmed()
{
    const quint64 first = m_syncedFirst;
    if (first <= m_firstNumber) {
        return;
    }
    removeFirst(static_cast<int>(std::min<quint64>(first - m_firstNumber, quint64(m_count))));
    if (m_count == 0) {
        m_firstNumber = first; // what was trimmed before it was ever shown
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
    reset([this] { m_matches.startOver(); });
}

/** Matches are announced only after the rows reflect them. */
void JournalModel::reset(const std::function<void()> &beginMatches)
{
    beginResetModel();
    {
        const QSignalBlocker quiet(m_matches);
        beginMatches();
    }
    showFromStart();
    endResetModel();
    Q_EMIT m_matches.progressed();
    announceHeldBack();
}

void JournalModel::showFromStart()
{
    syncWithSource();
    m_firstNumber = m_syncedFirst;
    m_firstMatch = 0;
    m_count = 0;
    if (!isFiltered()) {
        const quint64 end = m_frozen ? std::min(m_frozenEnd, m_syncedEnd) : m_syncedEnd;
        const quint64 count = std::min<quint64>(end - std::min(end, m_firstNumber), MaxRows);
        m_firstNumber = end - count;
        m_count = static_cast<int>(count);
    }
}
