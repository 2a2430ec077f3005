// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

#include <chrono>

class QTimer;

namespace Centrifuge {

/** A single-shot timer that tests can replace. Lives in the thread of its creator. */
class Timer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /** (Re)starts; durations above QTimer's range are cut to it. */
    virtual void start(std::chrono::milliseconds delay) = 0;
    virtual void stop() = 0;
    virtual bool isActive() const = 0;

Q_SIGNALS:
    void timeout();
};

/** The time for all timers and time stamps; passed in, so that tests can replace it. The two times
 * may be read in any thread. */
class Clock
{
public:
    virtual ~Clock() = default;

    /** Never goes back; the base of every latency. */
    virtual std::chrono::nanoseconds monotonic() const = 0;
    /** Since the Unix epoch; for display. */
    virtual std::chrono::microseconds wall() const = 0;
    /** A stopped timer owned by `parent`. */
    virtual Timer *createTimer(QObject *parent) const = 0;
};

/** The clock of the machine. */
class SystemClock : public Clock
{
public:
    std::chrono::nanoseconds monotonic() const override;
    std::chrono::microseconds wall() const override;
    Timer *createTimer(QObject *parent) const override;
};

} // namespace Centrifuge
