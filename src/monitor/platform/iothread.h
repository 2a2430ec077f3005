// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/clock.h"

#include <QObject>
#include <QThread>

/** The event loop of IoThread; what was to be deleted in it is deleted before it is left. */
class IoLoop : public QThread
{
    Q_OBJECT

Q_SIGNALS:
    void ending();

protected:
    void run() override;
};

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
    /** Deletes `object`, which lives in the thread, when the thread ends. */
    void deleteAtEnd(QObject *object);
    const Centrifuge::Clock &clock() const { return m_clock; }

private:
    Centrifuge::SystemClock m_clock;
    IoLoop m_thread;
};
