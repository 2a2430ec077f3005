// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/apiqueries.h"

#include "monitor/platform/iothread.h"
#include "monitor/profile/apioptions.h"

ApiQueries::ApiQueries(IoThread &io, QObject *parent)
    : QObject(parent)
    , m_io(io)
{
}

ApiQueries::~ApiQueries()
{
    dropWorker();
}

void ApiQueries::setConnection(const ConnectionSettings &connection)
{
    if (m_connection == connection) {
        return;
    }
    dropWorker();
    m_connection = connection;
    if (!connection.canPublish()) {
        return;
    }
    m_worker = new ApiWorker(apiOptions(connection), m_io.clock());
    m_worker->moveToThread(m_io.thread());
    m_io.deleteAtEnd(m_worker);
    connect(m_worker, &ApiWorker::answered, this, [this](quint64 id, const ApiAnswer &answer) {
        if (const Handler handler = m_handlers.take(id)) {
            handler(answer);
        }
    });
}

void ApiQueries::presence(const QString &channel, const Handler &handler)
{
    ask([channel](ApiWorker &worker, quint64 id) { worker.askPresence(id, channel); }, handler);
}

void ApiQueries::channels(const QString &pattern, const Handler &handler)
{
    ask([pattern](ApiWorker &worker, quint64 id) { worker.askChannels(id, pattern); }, handler);
}

void ApiQueries::info(const Handler &handler)
{
    ask([](ApiWorker &worker, quint64 id) { worker.askInfo(id); }, handler);
}

template <typename Ask> void ApiQueries::ask(Ask ask, const Handler &handler)
{
    Q_ASSERT(isEnabled());
    const quint64 id = ++m_lastId;
    m_handlers.insert(id, handler);
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, ask, id] { ask(*worker, id); }, Qt::QueuedConnection);
}

/** What is under way ends in the I/O thread; nobody hears of it. */
void ApiQueries::dropWorker()
{
    if (m_worker != nullptr) {
        m_worker->disconnect(this);
        m_worker->deleteLater();
        m_worker = nullptr;
    }
    m_handlers.clear(); // an answer that is on its way already finds none
}
