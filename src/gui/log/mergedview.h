// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/log/mergedmodel.h"

#include <QTableView>

/**
 * The messages of a log with a mark for each watcher, in place of its rows. Follows the newest
 * while the last row is visible.
 */
class MergedView : public QTableView
{
    Q_OBJECT

public:
    /** Both outlive this. */
    MergedView(LogState &log, const Theme &theme, QWidget *parent = nullptr);

    MergedModel &messages() { return m_model; }

Q_SIGNALS:
    /** The entry of the selected cell: the reception of its watcher, else the first one. */
    void entrySelected(quint64 number);
    /** By Enter or a double click. */
    void entryRequested(quint64 number);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fitColumns();
    void announceCurrent();
    void request(const QModelIndex &index);

    MergedModel m_model;
    bool m_follows = true; ///< the last row is visible
};
