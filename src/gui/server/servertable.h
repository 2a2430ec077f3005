// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QPersistentModelIndex>
#include <QStringList>
#include <QTableView>

class SortedTable;

/** A view of a SortedTable that stays where it is when rows come and go above: its first visible
 * row remains the first. At the top it stays at the top. */
class ServerTable : public QTableView
{
    Q_OBJECT

public:
    explicit ServerTable(QWidget *parent = nullptr);

    /** The widths are in characters; the table outlives this. */
    void attach(SortedTable &table, const QList<int> &widths);
    /** The keys of the selected rows, top down. */
    QStringList selectedKeys() const;

private:
    void rememberTop();
    void restoreTop();

    SortedTable *m_table = nullptr;
    QPersistentModelIndex m_top; ///< invalid at the top
};
