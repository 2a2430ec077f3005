// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

class QSocketNotifier;

/**
 * Turns SIGINT, SIGTERM and SIGHUP (not under nohup, which ignores it) into a Qt signal. A second
 * one ends the program at once, so that an impatient user is never held back by a polite end; not
 * one that comes together with the first, as from `timeout`. One per program; main thread.
 */
class SignalWatcher : public QObject
{
    Q_OBJECT

public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

    /** Readable from a signal's arrival until it was announced. */
    int descriptor() const;
    /** For work that does not return to the event loop: the exit code once a signal came, else 0.
     */
    int takeSignal();

Q_SIGNALS:
    /** `exitCode` is what the shell expects then: 130, 143 or 129. */
    void interrupted(int exitCode);

private:
    void announce();

    QSocketNotifier *m_notifier = nullptr;
};
