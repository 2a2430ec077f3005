// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/logcolumns.h"

#include "gui/controller/logstate.h"
#include "gui/widgets/labeltext.h"

#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace {

/** Where there is less room, the view scrolls sideways. */
constexpr int LeastPayload = 28;

int characters(const QFontMetricsF &metrics, int count)
{
    return int(std::ceil(metrics.horizontalAdvance(u'0') * count)) + 14;
}

} // namespace

LogColumns::LogColumns(QTableView &view, LogState &log, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_log(log)
    , m_header(view.horizontalHeader())
{
    prepare();
    m_points = view.font().pointSizeF();
    view.installEventFilter(this);
    apply();
    connect(&log, &LogState::columnsChanged, this, &LogColumns::apply);
    connect(&log.model(), &JournalModel::severalWatchersSeen, this, &LogColumns::apply);
    connect(&log.model(), &JournalModel::dataChanged, this, &LogColumns::fitTimes);
    connect(view.verticalScrollBar(), &QScrollBar::valueChanged, this, &LogColumns::fitTimes);
    connect(m_header, &QHeaderView::sectionResized, this,
            [this](int column, int, int width) { keepWidth(column, width); });
    connect(m_header, &QHeaderView::sectionMoved, this, &LogColumns::keepOrder);
}

void LogColumns::prepare()
{
    m_header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_header->setHighlightSections(false);
    m_header->setMinimumSectionSize(characters(QFontMetricsF(fixedFont(m_view.font())), 1));
    m_header->setSectionsMovable(true);
    m_header->setFixedHeight(m_view.fontMetrics().height() + 18);
    m_header->setSectionResizeMode(JournalModel::Payload, QHeaderView::Fixed);
}

void LogColumns::apply()
{
    {
        const QScopedValueRollback applying(m_isApplying, true);
        const ColumnChoice &choice = m_log.columns();
        int place = 0;
        for (const LogColumn &column : choice.columns()) {
            const int section = choice.modelColumn(column.name);
            m_header->moveSection(m_header->visualIndex(section), place++);
            m_header->setSectionHidden(section, !isWanted(section));
            m_header->resizeSection(section, column.width > 0 ? column.width : firstWidth(section));
        }
    }
    fit();
    fitPayload();
}

/** That of the watchers only where the log has several. */
bool LogColumns::isWanted(int column) const
{
    return m_log.columns().isShown(column)
        && (column != JournalModel::Watcher || m_log.model().hasSeveralWatchers());
}

QList<int> LogColumns::shown() const
{
    QList<int> columns;
    for (int place = 0; place < m_header->count(); ++place) {
        const int column = m_header->logicalIndex(place);
        if (!m_header->isSectionHidden(column)) {
            columns.append(column);
        }
    }
    return columns;
}

int LogColumns::firstWidth(int column) const
{
    const QFontMetricsF fixed(fixedFont(m_view.font()));
    const QFontMetricsF text(m_view.font());
    switch (column) {
    case JournalModel::Number:
        return characters(fixed, int(m_digits));
    case JournalModel::Kind:
        return characters(fixed, 1);
    case JournalModel::Time:
        return characters(fixed, 12);
    case JournalModel::Delta:
    case JournalModel::Latency:
        return characters(fixed, 9);
    case JournalModel::Offset:
        return characters(fixed, 6);
    case JournalModel::Size:
        return characters(fixed, 7);
    case JournalModel::Date:
        return characters(fixed, 10);
    case JournalModel::Watcher:
        return characters(text, 8);
    default:
        return characters(text, 12);
    }
}

/** All columns grow and shrink with the text. */
bool LogColumns::eventFilter(QObject *watched, QEvent *event)
{
    const double points = m_view.font().pointSizeF();
    if (event->type() == QEvent::FontChange && points != m_points) {
        const QScopedValueRollback applying(m_isApplying, true);
        for (int column = 0; column < m_header->count(); ++column) {
            m_header->resizeSection(column,
                                    qRound(m_header->sectionSize(column) * points / m_points));
        }
        m_header->setFixedHeight(m_view.fontMetrics().height() + 18);
        m_points = points;
        fitPayload();
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
    const JournalModel &model = m_log.model();
    const qsizetype digits = QString::number(model.numberOfRow(model.rowCount() - 1)).size();
    if (digits > m_digits) {
        m_digits = digits;
        widen(JournalModel::Number, firstWidth(JournalModel::Number));
    }
}

/** Widens the column for the rows in sight, of which some may have a date before the time, and for
 * the oldest one. */
void LogColumns::fitTimes()
{
    const JournalModel &model = m_log.model();
    const int first = std::max(0, m_view.rowAt(0));
    const int below = m_view.rowAt(m_view.viewport()->height() - 1);
    const int last = below < 0 ? std::min(first + 100, model.rowCount() - 1) : below;
    const auto sizeAt = [&model](int row) {
        return model.index(row, JournalModel::Time).data().toString().size();
    };
    qsizetype longest = sizeAt(0);
    for (int row = first; row <= last; ++row) {
        longest = std::max(longest, sizeAt(row));
    }
    widen(JournalModel::Time, characters(QFontMetricsF(fixedFont(m_view.font())), int(longest)));
}

void LogColumns::widen(int column, int width)
{
    if (!m_header->isSectionHidden(column) && m_header->sectionSize(column) < width) {
        const QScopedValueRollback applying(m_isApplying, true);
        m_header->resizeSection(column, width);
        fitPayload();
    }
}

void LogColumns::fitPayload()
{
    const QScopedValueRollback applying(m_isApplying, true);
    int left = m_view.viewport()->width();
    for (const int column : shown()) {
        left -= column == JournalModel::Payload ? 0 : m_header->sectionSize(column);
    }
    const int least = characters(QFontMetricsF(fixedFont(m_view.font())), LeastPayload);
    m_header->resizeSection(JournalModel::Payload, std::max(left, least));
}

void LogColumns::keepWidth(int column, int width)
{
    if (!m_isApplying) {
        m_log.columns().setWidth(m_log.columns().nameOf(column), width);
        fitPayload();
    }
}

void LogColumns::keepOrder()
{
    if (m_isApplying) {
        return;
    }
    QStringList names;
    for (int place = 0; place < m_header->count(); ++place) {
        names.append(m_log.columns().nameOf(m_header->logicalIndex(place)));
    }
    m_log.columns().setOrder(names);
}
