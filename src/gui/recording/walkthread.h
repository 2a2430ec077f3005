// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/entrywalk.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <functional>
#include <memory>

/**
 * Runs a long operation over a file in a thread and reports its progress. The destructor cancels it
 * and waits for its end. Main thread.
 */
class WalkThread : public QObject
{
    Q_OBJECT

public:
    explicit WalkThread(QObject *parent = nullptr);
    ~WalkThread() override;

    /** `work` owns all it needs and checks whether it is cancelled. Call only if none is running.
     */
    void start(std::function<void(WalkProgress &)> work);
    void cancel();

    bool isRunning() const { return m_thread != nullptr; }
    /** Of the current work, else of the last one. */
    const WalkProgress &progress() const { return *m_progress; }

Q_SIGNALS:
    void progressed(); ///< ten times a second, and before finished()
    void finished();

private:
    void finish();

    std::shared_ptr<WalkProgress> m_progress = std::make_shared<WalkProgress>();
    std::unique_ptr<QThread> m_thread;
    QTimer m_progressTimer;
};
