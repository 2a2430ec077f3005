// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/iothread.h"

#include <QCoreApplication>

void IoLoop::run()
{
    exec();
    Q_EMIT ending();
    // What is deleted gives its sockets to deleteLater() in turn; one pass leaves those behind.
    constexpr int passes = 4;
    for (int i = 0; i < passes; ++i) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

IoThread::IoThread()
{
    m_thread.setObjectName(QStringLiteral("io"));
    m_thread.start();
}

IoThread::~IoThread()
{
    m_thread.quit();
    m_thread.wait();
}

void IoThread::deleteAtEnd(QObject *object)
{
    QObject::connect(&m_thread, &IoLoop::ending, object, &QObject::deleteLater);
}
