// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

/**
 * Notices that the network may not be what it was: the system came online, or the machine slept. A
 * connection that died meanwhile would else be noticed only when its next ping is overdue. Main
 * thread.
 */
class NetworkWatch : public QObject
{
    Q_OBJECT

public:
    /** How long the machine has slept since it started; only ever grows. */
    using SleptTime = std::function<std::chrono::nanoseconds()>;

    explicit NetworkWatch(QObject *parent = nullptr);
    /** For tests: asks `slept` every `interval`. */
    NetworkWatch(SleptTime slept, std::chrono::milliseconds interval, QObject *parent = nullptr);

Q_SIGNALS:
    void changed();

private:
    void listenToTheSystem();
    void lookForSleep();

    const SleptTime m_slept;
    std::chrono::nanoseconds m_lastSlept;
    QTimer m_timer;
};
