// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/runlist.h"

#include <QAbstractTableModel>
#include <QFont>

class Theme;
class WindowController;

/**
 * What was sent with the present profile, as a table with the newest on top. Changes when update()
 * is called; until then a run that has left the list is an empty row. Main thread.
 */
class RunModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { State, Time, Channel, Api, Push, Watchers, Message, ColumnCount };

    /** Both outlive the model. */
    RunModel(WindowController &controller, const Theme &theme, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    /** Null for a row that there is not, and for one that has left the list. */
    const Run *runAt(int row) const;
    /** The row of this run; -1 for none. */
    int rowOf(quint64 number) const;
    /** Shows what has changed since the last call. */
    void update();
    /** The font of the state, which is larger than the others. */
    const QFont &stateFont() const { return m_stateFont; }
    void setStateFont(const QFont &font) { m_stateFont = font; }
    /** A watcher is subscribed to the channel. */
    bool isWatched(const QString &channel) const;

private:
    const RunList &runs() const;
    void showAnew();
    void announce(const RunList::Range &changed);
    QString text(const Run &run, int column) const;
    QString description(const Run &run) const;

    WindowController &m_controller;
    const Theme &m_theme;
    QFont m_stateFont;
    const RunList *m_shown; ///< of which m_first and m_end are the numbers
    quint64 m_first = 1; ///< as the views know them
    quint64 m_end = 1;
};
