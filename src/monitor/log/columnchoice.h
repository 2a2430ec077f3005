// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/entryfield.h"

#include <QList>
#include <QObject>
#include <QString>

#include <vector>

class QSettings;

/** A column of the log, shown or not. */
struct LogColumn
{
    QString name; ///< of the settings: "time"; of a field as in a filter: "data.user.id"
    bool isShown = true;
    int width = 0; ///< pixels; 0 until the user changes it

    friend bool operator==(const LogColumn &, const LogColumn &) = default;
};

/**
 * Which columns the logs show, from left to right: those of JournalModel, and fields of messages
 * that the user has added; and whether they show the rows about the connection and its
 * subscriptions. The same in all windows, and kept. Main thread.
 */
class ColumnChoice : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t MaxFields = 20;

    /** `settings` outlives this; without them nothing is kept. */
    explicit ColumnChoice(QSettings *settings = nullptr, QObject *parent = nullptr);

    const QList<LogColumn> &columns() const { return m_columns; }
    /** The added ones in the order in which the model has them, behind its own columns. */
    const std::vector<EntryField> &fields() const { return m_fields; }
    /** The number in the model. */
    int modelColumn(const QString &name) const;
    QString nameOf(int modelColumn) const;
    bool isShown(int modelColumn) const;

    /** The last one that is shown can't be hidden. */
    void setShown(const QString &name, bool shown);
    /** `names` from left to right; those that are missing stay behind them. */
    void setOrder(const QStringList &names);
    /** Of no interest to other windows, so nothing is emitted. */
    void setWidth(const QString &name, int width);
    /** Shows it in front of the payload. Says what is wrong with `text`, if anything. */
    QString addField(const QString &text);
    void removeField(const QString &name);
    /** The columns as at the first start; the fields are removed. */
    void reset();

    bool hasSystemRows() const { return m_hasSystemRows; }
    void setSystemRows(bool shown);

Q_SIGNALS:
    void changed(); ///< the columns
    void systemRowsChanged();

private:
    void read();
    void write();
    void finish();
    LogColumn *find(const QString &name);
    QString insertField(const QString &text, QString &fault);

    QSettings *const m_settings;
    QList<LogColumn> m_columns;
    std::vector<EntryField> m_fields;
    bool m_hasSystemRows = true;
};
