// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/chart/ratecolumns.h"

#include <algorithm>
#include <cmath>

namespace {

constexpr double NarrowestBar = 3;
constexpr double WidestBar = 12;

} // namespace

RateColumns::RateColumns(const RateHistory &history, double width)
    : m_history(history)
    , m_width(width)
{
}

std::size_t RateColumns::stepsPerColumn() const
{
    const auto most = std::size_t(std::max(1.0, m_width / NarrowestBar));
    return std::max<std::size_t>(1, (m_history.size() + most - 1) / most);
}

int RateColumns::count() const
{
    const std::size_t each = stepsPerColumn();
    return int((m_history.size() + each - 1) / each);
}

std::size_t RateColumns::firstStep(int column) const
{
    return std::size_t(column) * stepsPerColumn();
}

std::size_t RateColumns::endStep(int column) const
{
    return std::min(firstStep(column) + stepsPerColumn(), m_history.size());
}

Rate RateColumns::perSecond(const RateAmount &amount, int column) const
{
    const double steps = double(endStep(column) - firstStep(column));
    const double seconds = steps * double(m_history.width().count());
    return {double(amount.messages) / seconds, double(amount.bytes) / seconds};
}

Rate RateColumns::rate(int column) const
{
    RateAmount sum;
    for (std::size_t step = firstStep(column); step < endStep(column); ++step) {
        sum += m_history.total(step);
    }
    return perSecond(sum, column);
}

Rate RateColumns::rate(int column, std::size_t channel) const
{
    RateAmount sum;
    for (std::size_t step = firstStep(column); step < endStep(column); ++step) {
        sum += m_history.ofChannel(step, channel);
    }
    return perSecond(sum, column);
}

Rate RateColumns::peak() const
{
    Rate peak;
    for (int column = 0; column < count(); ++column) {
        const Rate here = rate(column);
        peak.messages = std::max(peak.messages, here.messages);
        peak.bytes = std::max(peak.bytes, here.bytes);
    }
    return peak;
}

std::chrono::microseconds RateColumns::timeOf(int column) const
{
    return m_history.timeOf(firstStep(column));
}

quint64 RateColumns::firstEntry(int column) const
{
    return m_history.numberOf(firstStep(column));
}

double RateColumns::barWidth() const
{
    return std::min(WidestBar, m_width / std::max(1, count()));
}

QRectF RateColumns::barArea(int column, const QRectF &plot) const
{
    const double width = barWidth();
    return {plot.right() - width * (count() - column), plot.top(), width, plot.height()};
}

int RateColumns::columnAt(double x, const QRectF &plot) const
{
    const int column = count() - 1 - int(std::floor((plot.right() - x) / barWidth()));
    const bool isInside = x <= plot.right() && column >= 0 && column < count();
    return isInside ? column : -1;
}
