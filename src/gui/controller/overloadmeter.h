// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/notice.h"

#include <QObject>
#include <QTimer>

#include <chrono>

/**
 * Sums up one period of overload: how long reading from the socket was suspended and how many
 * publications were lost. The period ends when nothing is reported for two seconds. Main thread.
 */
class OverloadMeter : public QObject
{
    Q_OBJECT

public:
    explicit OverloadMeter(QObject *parent = nullptr);

    void add(std::chrono::milliseconds heldBack, quint64 dropped);
    void reset();

    bool isActive() const { return m_quiet.isActive(); }
    std::chrono::milliseconds heldBack() const { return m_heldBack; }
    quint64 dropped() const { return m_dropped; }

Q_SIGNALS:
    void changed();

private:
    QTimer m_quiet;
    std::chrono::milliseconds m_heldBack{0};
    quint64 m_dropped = 0;
};

/** "socket held back 1.2 s, 300 lost"; empty when nothing is overloaded. */
QString overloadText(const OverloadMeter &meter);
/** The same as a notice; only while the meter is active. */
Notice overloadNotice(const OverloadMeter &meter);
