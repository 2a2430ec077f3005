// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCompleter>
#include <QStringListModel>

class LogState;
class QLineEdit;

/** Completes a filter at the cursor: fields, operators, and names that occurred in entries. */
class FilterCompleter : public QCompleter
{
    Q_OBJECT

public:
    /** Both outlive this. */
    FilterCompleter(QLineEdit &edit, LogState &log, QObject *parent);

    void offer();

Q_SIGNALS:
    /** A candidate was put into the text. */
    void completed();

private:
    void insert(const QString &candidate);

    QLineEdit &m_edit;
    LogState &m_log;
    QStringListModel m_candidates;
    int m_begin = 0; ///< where the text begins that a candidate replaces
};
