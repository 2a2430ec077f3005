// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/clock.h"

#include <QObject>
#include <QThread>

/**
 * The thread that owns clients, sockets and the API, with the clock that stamps arrivals. One per
 * program; outlives every session and publisher. Its destructor ends the thread and waits for it.
 */
class IoThread
{
public:
    IoThread();
    ~IoThread();
    IoThread(const IoThread &) = delete;
    IoThread &operator=(const IoThread &) = delete;

    QThread *thread() { return &m_thread; }
    const Centrifuge::Clock &clock() const { return m_clock; }

private:
    Centrifuge::SystemClock m_clock;
    QThread m_thread;
};
