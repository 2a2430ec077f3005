// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

class LogState;
class LogTable;
class QMenu;
class QModelIndex;

/** What the menu of a cell offers: a filter made from it, and copies of the selected rows. */
void fillRowMenu(QMenu &menu, LogTable &table, LogState &log, const QModelIndex &cell);

/** The same four ways to filter by a condition, as text of the filter language. */
void addFilterActions(QMenu &menu, LogState &log, const QString &condition);
