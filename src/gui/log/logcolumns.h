// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

class JournalModel;
class QTableView;

/** Keeps the columns of a log wide enough for what they show, and hides some in a narrow view. */
class LogColumns : public QObject
{
    Q_OBJECT

public:
    /** `view` shows `model`; both outlive this. */
    LogColumns(QTableView &view, const JournalModel &model, QObject *parent);

    /** To be called after rows were added, and when others are in sight. */
    void fit();
    /** The column of the watchers is shown where the log has several, unless the user hides it. */
    void setWatchersWanted(bool wanted);
    /** To be called after the view was resized. */
    void hideWhatHasNoRoom();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void prepare();
    bool showsWatchers() const;
    void fitNumbers();
    void fitTimes();

    QTableView &m_view;
    const JournalModel &m_model;
    double m_points = 0; ///< of the text for which the columns are wide enough
    bool m_areWatchersWanted = true;
    qsizetype m_digits = 5; ///< for which the column of numbers is wide enough
};
