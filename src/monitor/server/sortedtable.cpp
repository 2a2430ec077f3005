// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/sortedtable.h"

#include "text/shortened.h"
#include "text/visibletext.h"

#include <QSet>

#include <algorithm>
#include <numeric>

namespace {

constexpr qsizetype LongestCell = 500;
constexpr qsizetype LongestToolTip = 2000;

int compareValues(const QVariant &a, const QVariant &b)
{
    if (a.typeId() == QMetaType::QString) {
        return QString::compare(a.toString(), b.toString());
    }
    const qint64 first = a.toLongLong();
    const qint64 second = b.toLongLong();
    return first < second ? -1 : int(first > second);
}

} // namespace

SortedTable::SortedTable(std::vector<TableColumn> columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{
}

void SortedTable::setRows(std::vector<TableRow> rows)
{
    QHash<QString, qsizetype> wanted;
    wanted.reserve(qsizetype(rows.size()));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        Q_ASSERT(rows[row].values.size() == qsizetype(m_columns.size()));
        wanted.insert(rows[row].key, qsizetype(row));
    }
    Q_EMIT aboutToChange();
    removeGone(wanted);
    update(wanted, rows);
    QSet<QString> known;
    known.reserve(qsizetype(m_rows.size()));
    for (const TableRow &row : m_rows) {
        known.insert(row.key);
    }
    Rows added;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (wanted.value(rows[row].key) == qsizetype(row) && !known.contains(rows[row].key)) {
            added.push_back(std::move(rows[row]));
        }
    }
    append(std::move(added));
    sortRows();
    Q_EMIT changed();
}

int SortedTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SortedTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant SortedTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const TableColumn &column = m_columns[std::size_t(index.column())];
    const QVariant &value = m_rows[std::size_t(index.row())].values.at(index.column());
    const auto text = [&column, &value](qsizetype limit) {
        const QString shown = column.text ? column.text(value) : value.toString();
        return Text::visible(Text::shortened(shown, limit)).replace(u'\n', u' ');
    };
    switch (role) {
    case Qt::DisplayRole:
        return text(LongestCell);
    case Qt::ToolTipRole:
        return QStringLiteral("<span>%1</span>").arg(text(LongestToolTip).toHtmlEscaped());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(column.alignment);
    default:
        return {};
    }
}

QVariant SortedTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const TableColumn &column = m_columns[std::size_t(section)];
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::ToolTipRole:
        return column.toolTip;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(column.alignment);
    default:
        return {};
    }
}

void SortedTable::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount()) {
        return;
    }
    m_sortColumn = column;
    m_sortOrder = order;
    Q_EMIT aboutToChange();
    sortRows();
    Q_EMIT changed();
}

bool SortedTable::isBefore(const TableRow &a, const TableRow &b) const
{
    const int comparison = compareValues(a.values.at(m_sortColumn), b.values.at(m_sortColumn));
    if (comparison != 0) {
        return m_sortOrder == Qt::AscendingOrder ? comparison < 0 : comparison > 0;
    }
    return a.key < b.key;
}

/** `order` has for each new place the row that stands there. */
void SortedTable::reorder(const std::vector<int> &order)
{
    Q_EMIT layoutAboutToBeChanged();
    std::vector<int> places(order.size());
    Rows rows;
    rows.reserve(order.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
        places[std::size_t(order[place])] = int(place);
        rows.push_back(std::move(m_rows[std::size_t(order[place])]));
    }
    m_rows = std::move(rows);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before) {
        after.append(this->index(places[std::size_t(index.row())], index.column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

/** In one go: those that go are moved behind the others first. */
void SortedTable::removeGone(const QHash<QString, qsizetype> &wanted)
{
    std::vector<int> order(m_rows.size());
    std::iota(order.begin(), order.end(), 0);
    const auto firstGone = std::ranges::stable_partition(
        order, [this, &wanted](int row) { return wanted.contains(m_rows[std::size_t(row)].key); });
    const auto kept = int(firstGone.begin() - order.begin());
    if (kept == rowCount()) {
        return;
    }
    if (!std::ranges::is_sorted(order)) {
        reorder(order);
    }
    beginRemoveRows({}, kept, rowCount() - 1);
    m_rows.resize(std::size_t(kept));
    endRemoveRows();
}

void SortedTable::update(const QHash<QString, qsizetype> &wanted, const Rows &rows)
{
    int first = -1;
    int last = -1;
    for (int row = 0; row < rowCount(); ++row) {
        TableRow &known = m_rows[std::size_t(row)];
        const TableRow &newest = rows[std::size_t(wanted.value(known.key))];
        if (known.values != newest.values) {
            known.values = newest.values;
            first = first < 0 ? row : first;
            last = row;
        }
    }
    if (first >= 0) {
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    }
}

void SortedTable::append(Rows added)
{
    if (added.empty()) {
        return;
    }
    beginInsertRows({}, rowCount(), rowCount() + int(added.size()) - 1);
    std::ranges::move(added, std::back_inserter(m_rows));
    endInsertRows();
}

void SortedTable::sortRows()
{
    std::vector<int> order(m_rows.size());
    std::iota(order.begin(), order.end(), 0);
    const auto isLess = [this](int a, int b) {
        return isBefore(m_rows[std::size_t(a)], m_rows[std::size_t(b)]);
    };
    if (!std::ranges::is_sorted(order, isLess)) {
        std::ranges::sort(order, isLess);
        reorder(order);
    }
}
