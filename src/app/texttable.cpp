// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/texttable.h"

#include <algorithm>

void TextTable::addColumn(const QString &heading, Align align)
{
    m_headings.append(heading);
    m_alignments.append(align);
}

void TextTable::layOut()
{
    m_widths = QList<qsizetype>(m_headings.size(), 0);
    for (const QStringList &row : std::as_const(m_rows)) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            m_widths[i] = std::max(m_widths.at(i), std::min(row.at(i).size(), WidestColumn));
        }
    }
    for (qsizetype i = 0; i < m_widths.size(); ++i) {
        if (m_widths.at(i) > 0) {
            m_widths[i] = std::max(m_widths.at(i), m_headings.at(i).size());
        }
    }
}

QString TextTable::line(const QStringList &cells) const
{
    QString text;
    bool isFirst = true;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const qsizetype width = m_widths.at(i);
        if (width == 0) {
            continue;
        }
        text += isFirst ? QString() : QStringLiteral("  ");
        text += m_alignments.at(i) == Align::Right ? cells.at(i).rightJustified(width)
                                                   : cells.at(i).leftJustified(width);
        isFirst = false;
    }
    while (text.endsWith(u' ')) {
        text.chop(1);
    }
    return text;
}
