// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/logcolumns.h"

#include "gui/widgets/labeltext.h"
#include "monitor/log/journalmodel.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

namespace {

int characters(const QFontMetrics &metrics, int count)
{
    return metrics.horizontalAdvance(u'0') * count + 14;
}

} // namespace

LogColumns::LogColumns(QTableView &view, const JournalModel &model, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_model(model)
{
    prepare();
    m_points = view.font().pointSizeF();
    view.installEventFilter(this);
    connect(&model, &JournalModel::severalWatchersSeen, this, &LogColumns::hideWhatHasNoRoom);
    connect(&model, &JournalModel::dataChanged, this, &LogColumns::fitTimes);
    connect(view.verticalScrollBar(), &QScrollBar::valueChanged, this, &LogColumns::fitTimes);
}

void LogColumns::prepare()
{
    QHeaderView *header = m_view.horizontalHeader();
    const QFontMetrics fixed(fixedFont(m_view.font()));
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(characters(fixed, 3));
    header->setStretchLastSection(true);
    header->setFixedHeight(m_view.fontMetrics().height() + 18);
    const QList<int> widths{characters(fixed, 5),
                            characters(fixed, 12),
                            characters(fixed, 9),
                            characters(m_view.fontMetrics(), 8),
                            characters(m_view.fontMetrics(), 12),
                            characters(m_view.fontMetrics(), 6),
                            characters(m_view.fontMetrics(), 10),
                            characters(fixed, 7)};
    for (int column = 0; column < widths.size(); ++column) {
        header->resizeSection(column, widths.at(column));
    }
    header->setSectionHidden(JournalModel::Watcher, !showsWatchers());
    fit();
}

/** All columns grow and shrink with the text. */
bool LogColumns::eventFilter(QObject *watched, QEvent *event)
{
    const double points = m_view.font().pointSizeF();
    if (event->type() == QEvent::FontChange && points != m_points) {
        QHeaderView *header = m_view.horizontalHeader();
        for (int column = 0; column < header->count(); ++column) {
            header->resizeSection(column, qRound(header->sectionSize(column) * points / m_points));
        }
        header->setFixedHeight(m_view.fontMetrics().height() + 18);
        m_points = points;
        hideWhatHasNoRoom();
    }
    return QObject::eventFilter(watched, event);
}

void LogColumns::fit()
{
    fitNumbers();
    fitTimes();
}

/** Widens the column: a number that is cut at the left would be a wrong one. */
void LogColumns::fitNumbers()
{
    const qsizetype digits = QString::number(m_model.numberOfRow(m_model.rowCount() - 1)).size();
    if (digits > m_digits) {
        m_digits = digits;
        m_view.horizontalHeader()->resizeSection(
            JournalModel::Number, characters(QFontMetrics(fixedFont(m_view.font())), int(digits)));
    }
}

/** Widens the column for the rows in sight, of which some may have a date before the time, and for
 * the oldest one. */
void LogColumns::fitTimes()
{
    const int first = std::max(0, m_view.rowAt(0));
    const int below = m_view.rowAt(m_view.viewport()->height() - 1);
    const int last = below < 0 ? std::min(first + 100, m_model.rowCount() - 1) : below;
    const auto sizeAt = [this](int row) {
        return m_model.index(row, JournalModel::Time).data().toString().size();
    };
    qsizetype longest = sizeAt(0);
    for (int row = first; row <= last; ++row) {
        longest = std::max(longest, sizeAt(row));
    }
    QHeaderView *header = m_view.horizontalHeader();
    const int needed = characters(QFontMetrics(fixedFont(m_view.font())), int(longest));
    if (needed > header->sectionSize(JournalModel::Time)) {
        header->resizeSection(JournalModel::Time, needed);
        hideWhatHasNoRoom();
    }
}

bool LogColumns::showsWatchers() const
{
    return m_areWatchersWanted && m_model.hasSeveralWatchers();
}

void LogColumns::setWatchersWanted(bool wanted)
{
    m_areWatchersWanted = wanted;
    hideWhatHasNoRoom();
}

/** Hides columns in a narrow view to leave room for the payload; the detail shows all of them. */
void LogColumns::hideWhatHasNoRoom()
{
    QHeaderView *header = m_view.horizontalHeader();
    int left = m_view.viewport()->width() - characters(QFontMetrics(fixedFont(m_view.font())), 28);
    for (int column = 0; column < JournalModel::Payload; ++column) {
        header->setSectionHidden(column, column == JournalModel::Watcher && !showsWatchers());
        left -= header->sectionSize(column);
    }
    for (const int column :
         {JournalModel::Delta, JournalModel::Size, JournalModel::Kind, JournalModel::Offset}) {
        if (left < 0) {
            left += header->sectionSize(column);
            header->setSectionHidden(column, true);
        }
    }
}
