// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

class LogState;
class QHeaderView;
class QTableView;

/**
 * The columns of a log as the user has chosen them, and wide enough for what they show; the payload
 * has the room that is left. What the user moves and resizes becomes the choice.
 */
class LogColumns : public QObject
{
    Q_OBJECT

public:
    /** `view` shows the model of `log`; both outlive this. */
    LogColumns(QTableView &view, LogState &log, QObject *parent);

    /** To be called after rows were added, and when others are in sight. */
    void fit();
    /** To be called after the view was resized. */
    void fitPayload();
    /** The shown ones, from left to right. */
    QList<int> shown() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void prepare();
    void apply();
    int firstWidth(int column) const;
    bool isWanted(int column) const;
    void fitNumbers();
    void fitTimes();
    void widen(int column, int width);
    void keepWidth(int column, int width);
    void keepOrder();

    QTableView &m_view;
    LogState &m_log;
    QHeaderView *m_header;
    bool m_isApplying = false; ///< the header is changed by us, not by the user
    double m_points = 0; ///< of the text for which the columns are wide enough
    qsizetype m_digits = 5; ///< for which the column of numbers is wide enough
};
