// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/output.h"
#include "centrifuge/clock.h"
#include "monitor/localserver.h"

#include <QObject>

class SignalWatcher;

/**
 * `realtime-monitor server`: the local server with the variables that lead to it on standard
 * output, until a signal comes. Main thread.
 */
class ServerCommand : public QObject
{
    Q_OBJECT

public:
    explicit ServerCommand(const QString &environmentFile);

    void start(quint16 port, SignalWatcher &signalWatcher);

private:
    void printVariables();
    void showState(LocalServer::State state);
    void finish(int exitCode);

    const QString m_environmentFile; ///< empty for none
    Centrifuge::SystemClock m_clock;
    Output m_output;
    LocalServer m_server;
    bool m_hasPrinted = false;
    bool m_isEnding = false;
};

/** The four lines, each a shell command that is safe whatever the values hold. */
QByteArray exportLines(const ConnectionSettings &connection);
