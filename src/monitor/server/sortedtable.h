// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QString>
#include <QVariantList>

#include <vector>

struct TableColumn
{
    QString title;
    QString toolTip{};
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    /** What stands in a cell; without it the value as text. */
    QString (*text)(const QVariant &value) = nullptr;
};

/** One row; the key tells which one it is, whatever its values are. */
struct TableRow
{
    QString key;
    QVariantList values; ///< one for each column: numbers or texts, by which the rows are sorted

    friend bool operator==(const TableRow &, const TableRow &) = default;
};

/**
 * A sorted table that is given all its rows anew each time and changes only by the difference, so
 * that a view keeps its selection, however many rows come and go. Linear in the number of rows,
 * apart from sorting. Main thread.
 */
class SortedTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    /** Column 0, ascending, is the order at first. */
    explicit SortedTable(std::vector<TableColumn> columns, QObject *parent = nullptr);

    /** Of rows with the same key the last one counts. */
    void setRows(std::vector<TableRow> rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /** Rows with equal values stand in the order of their keys. */
    void sort(int column, Qt::SortOrder order) override;

    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    QString keyAt(int row) const { return m_rows.at(std::size_t(row)).key; }
    const TableRow &rowAt(int row) const { return m_rows.at(std::size_t(row)); }

Q_SIGNALS:
    void aboutToChange(); ///< rows will come, go or move
    void changed();

private:
    using Rows = std::vector<TableRow>;

    bool isBefore(const TableRow &a, const TableRow &b) const;
    void reorder(const std::vector<int> &order);
    void removeGone(const QHash<QString, qsizetype> &wanted);
    void update(const QHash<QString, qsizetype> &wanted, const Rows &rows);
    void append(Rows added);
    void sortRows();

    const std::vector<TableColumn> m_columns;
    Rows m_rows;
    int m_sortColumn = 0;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};
