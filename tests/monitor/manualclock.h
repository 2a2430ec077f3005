// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/clock.h"

#include <QList>
#include <QPointer>

#include <algorithm>
#include <memory>

/** Time that stands still until the test moves it. One thread. */
class ManualClock : public Centrifuge::Clock
{
public:
    std::chrono::nanoseconds monotonic() const override { return m_now; }
    std::chrono::microseconds wall() const override
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(m_now);
    }
    Centrifuge::Timer *createTimer(QObject *parent) const override
    {
        auto *timer = new ManualTimer(*this, parent);
        m_timers.append(timer);
        return timer;
    }

    /** Fires what falls due on the way, in order. */
    void advance(std::chrono::nanoseconds step)
    {
        const auto target = m_now + step;
        while (ManualTimer *next = nextDue(target)) {
            m_now = std::max(m_now, next->due);
            next->active = false;
            Q_EMIT next->timeout();
        }
        m_now = target;
    }

private:
    class ManualTimer : public Centrifuge::Timer
    {
    public:
        ManualTimer(const ManualClock &owner, QObject *parent)
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

        const ManualClock &clock;
        std::chrono::nanoseconds due{0};
        bool active = false;
    };

    ManualTimer *nextDue(std::chrono::nanoseconds until) const
    {
        ManualTimer *next = nullptr;
        for (const QPointer<ManualTimer> &timer : std::as_const(m_timers)) {
            if (timer && timer->active && timer->due <= until
                && (next == nullptr || timer->due < next->due)) {
                next = timer;
            }
        }
        return next;
    }

    std::chrono::nanoseconds m_now{std::chrono::seconds(1000)};
    mutable QList<QPointer<ManualTimer>> m_timers;
};
