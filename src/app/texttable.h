// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QString>
#include <QStringList>

/**
 * Rows of a terminal with their columns aligned. A cell wider than WidestColumn does not widen its
 * column: it only moves what follows in its own row, so that one long name costs nothing elsewhere.
 */
class TextTable
{
public:
    enum class Align { Left, Right };

    static constexpr qsizetype WidestColumn = 40;

    /** A column with its heading; one without any text in its cells is left out. */
    void addColumn(const QString &heading, Align align = Align::Left);
    /** As many cells as there are columns, each of characters that are safe for a terminal. */
    void addRow(const QStringList &cells) { m_rows.append(cells); }

    qsizetype rowCount() const { return m_rows.size(); }
    QString headingLine() const { return line(m_headings); }
    QString rowLine(qsizetype row) const { return line(m_rows.at(row)); }
    /** Measures the columns; call before asking for lines. */
    void layOut();

private:
    QString line(const QStringList &cells) const;

    QStringList m_headings;
    QList<Align> m_alignments;
    QList<QStringList> m_rows;
    QList<qsizetype> m_widths; ///< 0 for a column that is left out
};
