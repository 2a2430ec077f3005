// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/iothread.h"

IoThread::IoThread()
{
    m_thread.setObjectName(QStringLiteral("io"));
    m_thread.start();
}

// What still lives in the thread was given to deleteLater(), which QThread honours as it ends.
IoThread::~IoThread()
{
    m_thread.quit();
    m_thread.wait();
}
