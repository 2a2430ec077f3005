// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/notice.h"

#include <QObject>
#include <QTimer>

#include <chrono>

/**
 * Adds up what one bout of overload costs: how long the socket was held back, how many publications
 * were lost. The bout is over when nothing was reported for a while. Main thread.
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
/** The same as a notice, while something is overloaded. */
Notice overloadNotice(const OverloadMeter &meter);
