// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/walkthread.h"

#include "monitor/platform/updateintervals.h"

WalkThread::WalkThread(QObject *parent)
    : QObject(parent)
{
    m_progressTimer.setInterval(UpdateInterval::Numbers);
    connect(&m_progressTimer, &QTimer::timeout, this, &WalkThread::progressed);
}

WalkThread::~WalkThread()
{
    if (isRunning()) {
        cancel();
        m_thread->wait();
    }
}

void WalkThread::start(std::function<void(WalkProgress &)> work)
{
    m_progress = std::make_shared<WalkProgress>();
    m_thread.reset(
        QThread::create([progress = m_progress, work = std::move(work)] { work(*progress); }));
    connect(m_thread.get(), &QThread::finished, this, &WalkThread::finish);
    m_thread->start();
    m_progressTimer.start();
}

void WalkThread::cancel()
{
    m_progress->cancelled = true;
}

void WalkThread::finish()
{
    m_thread->wait();
    m_thread.reset();
    m_progressTimer.stop();
    Q_EMIT progressed();
    Q_EMIT finished();
}
