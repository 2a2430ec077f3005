// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

class JournalModel;
class QTableView;

/** The day with which a row begins, unless the row above is of the same one; empty for rows without
 * a time, and where nothing above has one. */
QString newDayText(const JournalModel &model, int row);

/**
 * Makes rows with which a day begins twice as high, so that the delegate has room for a divider
 * above them. Only rows in sight are looked at.
 */
class DayDividers : public QObject
{
    Q_OBJECT

public:
    /** `view` shows `model`; both outlive this. */
    DayDividers(QTableView &view, const JournalModel &model, QObject *parent);

    /** To be called when other rows are in sight. */
    void fit();

private:
    QTableView &m_view;
    const JournalModel &m_model;
    bool m_isFitting = false;
};
