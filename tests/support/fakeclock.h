// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/clock.h"

#include <QList>
#include <QPointer>

#include <algorithm>

/** Time that stands still until the test moves it. Outlives its timers or not; one thread. */
class FakeClock : public Centrifuge::Clock
{
public:
    std::chrono::nanoseconds monotonic() const override { return m_now; }
    std::chrono::microseconds wall() const override
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(m_now);
    }
    Centrifuge::Timer *createTimer(QObject *parent) const override
    {
        m_timers.removeIf([](const QPointer<FakeTimer> &timer) { return timer.isNull(); });
        auto *timer = new FakeTimer(*this, parent);
        m_timers.append(timer);
        return timer;
    }

    /** Fires what falls due on the way, in order; timers started by a handler too. */
    void advance(std::chrono::nanoseconds step)
    {
        const auto target = m_now + step;
        while (FakeTimer *next = nextTimer(target)) {
            m_now = std::max(m_now, next->due);
            next->active = false;
            Q_EMIT next->timeout();
        }
        m_now = target;
    }

    /** Time passes and nothing fires, as when the machine sleeps; advance() then finds it overdue.
     */
    void sleep(std::chrono::nanoseconds step) { m_now += step; }

    /** How many timers run. */
    qsizetype activeTimers() const
    {
        return std::count_if(m_timers.begin(), m_timers.end(),
                             [](const auto &timer) { return timer && timer->active; });
    }

private:
    class FakeTimer : public Centrifuge::Timer
    {
    public:
        FakeTimer(const FakeClock &owner, QObject *parent)
            : Timer(parent)
            , clock(owner)
        {
        }
        void start(std::chrono::milliseconds delay) override
        {
            due = clock.monotonic() + delay;
            active = true;
        }
        void stop() override { active = false; }
        bool isActive() const override { return active; }

        const FakeClock &clock;
        std::chrono::nanoseconds due{0};
        bool active = false;
    };

    FakeTimer *nextTimer(std::chrono::nanoseconds latest) const
    {
        FakeTimer *next = nullptr;
        for (const QPointer<FakeTimer> &timer : std::as_const(m_timers)) {
            const bool isDue = timer && timer->active && timer->due <= latest;
            if (isDue && (next == nullptr || timer->due < next->due)) {
                next = timer;
            }
        }
        return next;
    }

    std::chrono::nanoseconds m_now = std::chrono::seconds(1000);
    mutable QList<QPointer<FakeTimer>> m_timers;
};
