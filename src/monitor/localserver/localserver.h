// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/clock.h"
#include "monitor/localserver/localserverprotocol.h"
#include "monitor/profile/connectionsettings.h"

#include <QObject>

#include <memory>
#include <optional>

/**
 * Supervisor of the local server: starts it as a child on a free loopback port with fresh random
 * secrets given on its standard input, restarts it on the same port with the same secrets when it
 * dies, gives up after three deaths in 30 s. The child ends with us, also when we crash, because
 * its standard input closes. The secrets stay the same for as long as this object lives, so that a
 * session survives start(port()) after stop(). Main thread.
 */
class LocalServer : public QObject
{
    Q_OBJECT

public:
    enum class State { Stopped, Starting, Running, Restarting, Failed };
    Q_ENUM(State)

    LocalServer(const Centrifuge::Clock &clock, QObject *parent = nullptr);
    ~LocalServer() override;

    /** From the next start on a node of `cluster`: with its secrets, over its Redis. */
    void joinCluster(const LocalServerCluster &cluster);

    void start(quint16 port = 0); ///< 0 = a free one
    void stop();
    /** Ends the running one and starts it anew on the same port with the same secrets, so that a
     * live session comes back. Starts it where none is running. */
    void restart();

    State state() const;
    quint16 port() const;
    qint64 processId() const; ///< 0 when not running
    /** How to connect; with source LocalServer. Valid from the first `ready` on. */
    ConnectionSettings connection() const;
    QString errorText() const; ///< why it failed, with the child's last words

Q_SIGNALS:
    void stateChanged(LocalServer::State state);
    void ready(); ///< after the first start and after each restart

private:
    class Private;
    std::unique_ptr<Private> d;
};
