// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "monitor/profile/connectionsettings.h"

#include <QObject>

#include <chrono>

class IoThread;
class PublishWorker;

/**
 * Publishes through the HTTP API. Main thread; the requests run in the I/O thread. Never echoes a
 * message: it is shown only when a subscription delivers it.
 */
class Publisher : public QObject
{
    Q_OBJECT

public:
    /** `io` outlives this. */
    explicit Publisher(IoThread &io, QObject *parent = nullptr);
    ~Publisher() override;

    /** For later publishes; those under way are not affected. */
    void setConnection(const ConnectionSettings &connection);
    bool isEnabled() const;
    /** Of one publish; 5 s by default. */
    void setTimeout(std::chrono::milliseconds timeout);

    /**
     * Starts a publish; `finished` follows with the returned id. Returns 0 and does nothing when
     * publishing is disabled.
     */
    quint64 publish(const Centrifuge::PublishRequest &request);

Q_SIGNALS:
    void finished(quint64 id, const Centrifuge::PublishResult &result);

private:
    void sendOptions() const;

    PublishWorker *const m_worker; ///< lives in the I/O thread, and is deleted there
    ConnectionSettings m_connection;
    std::chrono::milliseconds m_timeout{5000};
    quint64 m_lastId = 0;
};
