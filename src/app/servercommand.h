// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/output.h"
#include "centrifuge/clock.h"
#include "monitor/localserver/localserver.h"

#include <QObject>

#include <memory>
#include <vector>

class SignalWatcher;

/** The options of `realtime-monitor server`. */
struct ServerOptions
{
    QString environmentFile; ///< empty for none
    quint16 port = 0; ///< of the first node; 0: free ones
    int nodes = 1;
    Secret redisUrl; ///< empty for a single node
};

/**
 * `realtime-monitor server`: runs the local server, or the nodes of a cluster, and prints the
 * variables to connect to it, until a signal. Main thread.
 */
class ServerCommand : public QObject
{
    Q_OBJECT

public:
    explicit ServerCommand(const ServerOptions &options);

    void start(SignalWatcher &signalWatcher);

private:
    void addNode(int index, const LocalServerCluster &cluster);
    void startNodes();
    bool isReady() const;
    void printVariables();
    QByteArray lines() const;
    void showState(int index, LocalServer::State state);
    QString nodeName(int index) const;
    void finish(int exitCode);

    const ServerOptions m_options;
    Centrifuge::SystemClock m_clock;
    Output m_output;
    std::vector<std::unique_ptr<LocalServer>> m_nodes;
    bool m_hasPrinted = false;
    bool m_isEnding = false;
};

/** The four variables as shell commands, with quoted values. */
QByteArray exportLines(const ConnectionSettings &connection);
