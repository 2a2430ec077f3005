// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/commandline.h"
#include "app/explainer.h"
#include "app/output.h"
#include "app/querytext.h"
#include "centrifuge/api/serverapi.h"
#include "centrifuge/clock.h"
#include "monitor/profile/connectionsettings.h"

#include <QObject>

class SignalWatcher;

/**
 * `realtime-monitor presence`, `channels` and `info`: one question to the HTTP API, and its answer
 * as a list. The API lives in the main thread here, which has nothing else to do.
 */
class QueryCommand : public QObject
{
    Q_OBJECT

public:
    /** `signalWatcher` outlives this. */
    QueryCommand(const CommandLine &line, const ConnectionSettings &connection,
                 SignalWatcher &signalWatcher);

    void start();

private:
    template <typename T> void show(const Centrifuge::Result<T> &result);
    bool print(const QByteArray &line);
    void showFailure(Centrifuge::Error error);
    void leave(int exitCode);

    const CommandLine m_line;
    const ConnectionSettings m_connection;
    SignalWatcher &m_signalWatcher;
    Output m_output;
    const QueryForm m_form;
    Explainer m_explainer;
    Centrifuge::SystemClock m_clock;
    Centrifuge::ServerApi m_api;
    qsizetype m_unwritten = 0; ///< bytes of lines since the last flush
    bool m_hasLeft = false;
};
