// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

class QSocketNotifier;

/**
 * Turns SIGINT, SIGTERM and SIGHUP (unless ignored, as under nohup) into a Qt signal. A second
 * signal ends the program at once, unless it comes together with the first, as with `timeout`. One
 * per program. Main thread.
 */
class SignalWatcher : public QObject
{
    Q_OBJECT

public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

    /** Readable from the arrival of a signal until interrupted() is emitted. */
    int descriptor() const;
    /** For work outside the event loop: takes a signal and returns its exit code, else 0. */
    int takeSignal();

Q_SIGNALS:
    /** `exitCode` is 128 plus the number of the signal: 130, 143 or 129. */
    void interrupted(int exitCode);

private:
    void announce();

    QSocketNotifier *m_notifier = nullptr;
};
