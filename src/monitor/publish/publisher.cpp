// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/publisher.h"

#include "monitor/platform/iothread.h"
#include "monitor/profile/apioptions.h"
#include "monitor/publish/publishworker.h"

Publisher::Publisher(IoThread &io, QObject *parent)
    : QObject(parent)
    , m_worker(new PublishWorker(io.clock()))
{
    m_worker->moveToThread(io.thread());
    connect(m_worker, &PublishWorker::finished, this, &Publisher::finished);
}

// Publishes that are under way end in the I/O thread; nobody receives their results.
Publisher::~Publisher()
{
    m_worker->disconnect(this);
    m_worker->deleteLater();
}

void Publisher::setConnection(const ConnectionSettings &connection)
{
    if (m_connection != connection) {
        m_connection = connection;
        sendOptions();
    }
}

bool Publisher::isEnabled() const
{
    return m_connection.canPublish();
}

void Publisher::setTimeout(std::chrono::milliseconds timeout)
{
    if (m_timeout != timeout) {
        m_timeout = timeout;
        sendOptions();
    }
}

quint64 Publisher::publish(const Centrifuge::PublishRequest &request)
{
    if (!isEnabled()) {
        return 0;
    }
    const quint64 id = ++m_lastId;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, id, request] { worker->publish(id, request); },
        Qt::QueuedConnection);
    return id;
}

void Publisher::sendOptions() const
{
    Centrifuge::ServerApiOptions options = apiOptions(m_connection);
    options.timeout = m_timeout;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, options] { worker->setOptions(options); },
        Qt::QueuedConnection);
}
