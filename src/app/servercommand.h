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

/** What `realtime-monitor server` was asked for. */
struct ServerOptions
{
    QString environmentFile; ///< empty for none
    quint16 port = 0; ///< of the first node; 0 = free ones
    int nodes = 1;
    Secret redisUrl; ///< empty for one node alone
};

/**
 * `realtime-monitor server`: the local server, or the nodes of a cluster, with the variables that
 * lead to it on standard output, until a signal comes. Main thread.
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

/** The four lines, each a shell command that is safe whatever the values hold. */
QByteArray exportLines(const ConnectionSettings &connection);
