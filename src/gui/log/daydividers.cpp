// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/daydividers.h"

#include "monitor/entry/entry.h"
#include "monitor/log/journalcells.h"
#include "monitor/log/journalmodel.h"
#include "monitor/platform/displaytime.h"

#include <QDate>
#include <QHeaderView>
#include <QLocale>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

QString newDayText(const JournalModel &model, int row)
{
    const auto time = calendarTime(model.entryAt(row).wall);
    const auto before = calendarTime(timeBefore(model, row).wall);
    return time && before && !time->isSameDay(*before)
        ? QLocale().toString(QDate(time->year, time->month, time->day), QLocale::LongFormat)
        : QString();
}

DayDividers::DayDividers(QTableView &view, const JournalModel &model, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_model(model)
{
    connect(&model, &JournalModel::dataChanged, this, &DayDividers::fit);
    connect(view.verticalScrollBar(), &QScrollBar::valueChanged, this, &DayDividers::fit);
}

void DayDividers::fit()
{
    const int first = m_view.rowAt(0);
    if (m_isFitting || first < 0) {
        return;
    }
    const QScopedValueRollback fitting(m_isFitting, true);
    const int below = m_view.rowAt(m_view.viewport()->height() - 1);
    const int last = below < 0 ? m_model.rowCount() - 1 : below;
    const int height = m_view.verticalHeader()->defaultSectionSize();
    for (int row = first; row <= last; ++row) {
        const int wanted = newDayText(m_model, row).isEmpty() ? height : 2 * height;
        if (m_view.rowHeight(row) != wanted) {
            m_view.setRowHeight(row, wanted);
        }
    }
}
