// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/matchruler.h"

#include "gui/controller/logstate.h"
#include "gui/widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace {

constexpr int RulerWidth = 10;
constexpr int TickHeight = 2;

} // namespace

MatchRuler::MatchRuler(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    hide();
}

void MatchRuler::attach(LogState &log, const Theme &theme)
{
    m_log = &log;
    m_theme = &theme;
    connect(&log, &LogState::findChanged, this, &MatchRuler::refresh);
    connect(&log, &LogState::stylesChanged, this, &MatchRuler::refresh);
    connect(&log.model(), &JournalModel::rowsInserted, this, qOverload<>(&QWidget::update));
    connect(&log.model(), &JournalModel::modelReset, this, qOverload<>(&QWidget::update));
    refresh();
}

QSize MatchRuler::sizeHint() const
{
    return {RulerWidth, RulerWidth};
}

void MatchRuler::refresh()
{
    setVisible(m_log->searchMatches().isActive() || !m_log->marks().isEmpty());
    update();
}

bool MatchRuler::hasMatchBetween(int firstRow, int lastRow) const
{
    const MatchList &searchMatches = m_log->searchMatches();
    const std::size_t index = searchMatches.indexFrom(m_log->model().numberOfRow(firstRow));
    return index < searchMatches.size()
        && searchMatches.at(index) <= m_log->model().numberOfRow(lastRow);
}

void MatchRuler::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    const int rows = m_log ? m_log->model().rowCount() : 0;
    if (rows == 0) {
        return;
    }
    QPainter painter(this);
    const auto rowAt = [rows, this](int y) { return int(qint64(y) * rows / height()); };
    for (int y = 0; m_log->searchMatches().isActive() && y < height(); y += TickHeight) {
        const int first = rowAt(y);
        const int last = std::max(first, rowAt(y + TickHeight) - 1);
        if (first < rows && hasMatchBetween(first, std::min(last, rows - 1))) {
            painter.fillRect(2, y, RulerWidth - 4, TickHeight, m_theme->color(Tone::Accent));
        }
    }
    for (auto mark = m_log->marks().notes().cbegin(); mark != m_log->marks().notes().cend();
         ++mark) {
        if (const auto row = m_log->model().rowOfNumber(mark.key())) {
            const int y = int(qint64(*row) * height() / rows);
            painter.fillRect(0, y, RulerWidth, TickHeight + 1, m_theme->color(Tone::Busy));
        }
    }
}

void MatchRuler::mousePressEvent(QMouseEvent *event)
{
    const int rows = m_log->model().rowCount();
    const int row = int(qint64(event->position().y()) * rows / std::max(1, height()));
    if (row >= 0 && row < rows) {
        Q_EMIT rowRequested(row);
    }
}
