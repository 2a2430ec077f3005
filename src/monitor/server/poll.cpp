// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/poll.h"

#include "monitor/entry/entrytext.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace {

constexpr int MaxDoublings = 5;

} // namespace

Poll::Poll(std::chrono::milliseconds shortest, QObject *parent)
    : QObject(parent)
    , m_shortest(shortest)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Poll::ask);
}

void Poll::setActive(bool active)
{
    if (m_isActive == active) {
        return;
    }
    m_isActive = active;
    if (active) {
        m_failures = 0;
        ask();
    } else {
        m_timer.stop();
    }
}

void Poll::askNow()
{
    m_failures = 0;
    if (m_isActive) {
        ask();
    }
}

void Poll::takeAnswer(const QueryCost &cost)
{
    m_cost = cost;
    m_failures = 0;
    schedule();
}

void Poll::takeFailure(const QueryCost &cost)
{
    m_cost = cost;
    m_failures = std::min(m_failures + 1, MaxDoublings);
    schedule();
}

std::chrono::milliseconds Poll::interval() const
{
    const auto forBytes = std::chrono::milliseconds(m_cost.bytes * 1000 / BytesPerSecond);
    return std::min(std::max(m_shortest * (1 << m_failures), forBytes),
                    std::max(LongestInterval, forBytes));
}

QString Poll::costText() const
{
    if (m_cost.requests == 0) {
        return {};
    }
    const double seconds = std::chrono::duration<double>(interval()).count();
    const QLocale locale;
    const auto number = [&locale](double value) {
        return locale.toString(value, 'f', value < 10 && value != std::floor(value) ? 1 : 0);
    };
    return tr("every %1 s: %2 requests/s, %3/s")
        .arg(number(seconds), locale.toString(m_cost.requests / seconds, 'f', 2),
             sizeText(std::size_t(double(m_cost.bytes) / seconds)));
}

void Poll::ask()
{
    m_timer.start(AnswerLimit);
    Q_EMIT due();
}

void Poll::schedule()
{
    if (m_isActive) {
        m_timer.start(interval());
    }
}
