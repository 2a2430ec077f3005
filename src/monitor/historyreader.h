// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client.h"
#include "centrifuge/clock.h"
#include "centrifuge/serverapi.h"
#include "monitor/connectionsettings.h"

#include <QObject>
#include <QPointer>

/**
 * Reads channels' histories, by the right of the user or else by the key of the HTTP API. I/O
 * thread. Once the client is gone it reads nothing any more.
 */
class HistoryReader : public QObject
{
    Q_OBJECT

public:
    using Handler = Centrifuge::ResultHandler<Centrifuge::HistoryResult>;

    HistoryReader(Centrifuge::Client &client, const ConnectionSettings &connection,
                  const Centrifuge::Clock &clock, QObject *parent = nullptr);

    /** Reads one page. Calls the handler once, now or later, or never when this object is gone. */
    void read(const QString &channel, const Centrifuge::HistoryOptions &options,
              const Handler &handler);

private:
    bool readByApi(const QString &channel, const Centrifuge::HistoryOptions &options,
                   const Handler &handler);

    const QPointer<Centrifuge::Client> m_client;
    const ConnectionSettings m_connection;
    const Centrifuge::Clock &m_clock;
    Centrifuge::ServerApi *m_api = nullptr; ///< made on first use, where there is a key
};
