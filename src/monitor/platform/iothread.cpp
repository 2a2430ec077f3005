// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/iothread.h"

#include <QCoreApplication>

#include <openssl/crypto.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

/**
 * For the whole process. A busy socket's buffer is megabytes, made and freed with every read: by
 * default each time from the system and back, and its page faults cost more than reading it.
 */
void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int Kept = 16 * 1024 * 1024;
    mallopt(M_MMAP_THRESHOLD, Kept);
    mallopt(M_TRIM_THRESHOLD, Kept);
#endif
}

} // namespace

void IoLoop::run()
{
    exec();
    Q_EMIT ending();
    // What is deleted gives its sockets to deleteLater() in turn; one pass leaves those behind.
    constexpr int passes = 4;
    for (int i = 0; i < passes; ++i) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    // QThread::wait() returns before the system's own end of the thread, where OpenSSL would free
    // what it keeps for it, while exit() frees the same in the main thread.
    OPENSSL_thread_stop();
}

IoThread::IoThread()
{
    keepFreedMemory();
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
