// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/clock.h"

#include <QTimer>

#include <algorithm>
#include <limits>

namespace Centrifuge {

namespace {

class SystemTimer : public Timer
{
public:
    explicit SystemTimer(QObject *parent)
        : Timer(parent)
        , m_timer(this)
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Timer::timeout);
    }

    void start(std::chrono::milliseconds delay) override
    {
        constexpr std::chrono::milliseconds longest(std::numeric_limits<int>::max());
        m_timer.start(std::clamp(delay, std::chrono::milliseconds(0), longest));
    }
    void stop() override { m_timer.stop(); }
    bool isActive() const override { return m_timer.isActive(); }

private:
    QTimer m_timer;
};

} // namespace

std::chrono::nanoseconds SystemClock::monotonic() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

std::chrono::microseconds SystemClock::wall() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now().time_since_epoch());
}

Timer *SystemClock::createTimer(QObject *parent) const
{
    return new SystemTimer(parent);
}

} // namespace Centrifuge
