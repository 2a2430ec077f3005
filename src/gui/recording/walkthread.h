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
 * Runs a long operation over a file in a thread of its own and reports progress. The destructor
 * cancels it and waits. Main thread.
 */
class WalkThread : public QObject
{
    Q_OBJECT

public:
    explicit WalkThread(QObject *parent = nullptr);
    ~WalkThread() override;

    /** `work` owns all it needs, and heeds that it is cancelled. Only while none is running. */
    void start(std::function<void(WalkProgress &)> work);
    void cancel();

    bool isRunning() const { return m_thread != nullptr; }
    /** Of the present work, else of the last. */
    const WalkProgress &progress() const { return *m_progress; }

Q_SIGNALS:
    void progressed(); ///< now and then, and before finished()
    void finished();

private:
    void finish();

    std::shared_ptr<WalkProgress> m_progress = std::make_shared<WalkProgress>();
    std::unique_ptr<QThread> m_thread;
    QTimer m_progressTimer;
};
