// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/publisher.h"

#include "monitor/platform/iothread.h"
#include "monitor/publish/publishworker.h"

class Publisher::Private
{
public:
    /** Tells the worker where later publishes go. */
    void apply() const;

    PublishWorker *worker = nullptr; // lives in the I/O thread; deleted there, later
    ConnectionSettings connection;
    std::chrono::milliseconds timeout{5000};
    quint64 lastId = 0;
};

void Publisher::Private::apply() const
{
    Centrifuge::ServerApiOptions options;
    options.url = connection.apiUrl;
    options.apiKey = connection.apiKey.reveal();
    options.timeout = timeout;
    options.network = connection.network;
    QMetaObject::invokeMethod(
        worker, [target = worker, options] { target->setOptions(options); }, Qt::QueuedConnection);
}

Publisher::Publisher(IoThread &io, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->worker = new PublishWorker(io.clock());
    d->worker->moveToThread(io.thread());
    connect(d->worker, &PublishWorker::finished, this, &Publisher::finished);
}

// What is on its way in the I/O thread ends there; its results find nobody.
Publisher::~Publisher()
{
    d->worker->disconnect(this);
    d->worker->deleteLater();
}

void Publisher::setConnection(const ConnectionSettings &connection)
{
    if (d->connection == connection) {
        return;
    }
    d->connection = connection;
    d->apply();
}

bool Publisher::isEnabled() const
{
    return d->connection.canPublish();
}

void Publisher::setTimeout(std::chrono::milliseconds timeout)
{
    if (d->timeout == timeout) {
        return;
    }
    d->timeout = timeout;
    d->apply();
}

quint64 Publisher::publish(const Centrifuge::PublishRequest &request)
{
    if (!isEnabled()) {
        return 0;
    }
    const quint64 id = ++d->lastId;
    QMetaObject::invokeMethod(
        d->worker, [target = d->worker, id, request] { target->publish(id, request); },
        Qt::QueuedConnection);
    return id;
}
