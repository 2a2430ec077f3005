// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "centrifuge/client/client.h"
#include "centrifuge/clock.h"
#include "monitor/profile/connectionsettings.h"

#include <QObject>
#include <QPointer>
#include <QSet>

#include <deque>

/**
 * Reads the histories of channels: over the connection, or through the HTTP API if the user may not
 * read them. One page at a time, so that the pages of many channels don't fill the server's queue.
 * Does nothing after the client was deleted. I/O thread.
 */
class HistoryReader : public QObject
{
    Q_OBJECT

public:
    using Handler = Centrifuge::ResultHandler<Centrifuge::HistoryResult>;

    HistoryReader(Centrifuge::Client &client, const ConnectionSettings &connection,
                  const Centrifuge::Clock &clock, QObject *parent = nullptr);

    /**
     * Reads one page. Calls the handler once, now or later, or never if this object was deleted.
     * ErrorLayer::Server with code 3008 means that the page was too large for the server's queue or
     * for the frame limit.
     */
    void read(const QString &channel, const Centrifuge::HistoryOptions &options,
              const Handler &handler);

private:
    using Page = Centrifuge::Result<Centrifuge::HistoryResult>;

    struct Request
    {
        QString channel;
        Centrifuge::HistoryOptions options;
        Handler handler;
    };

    void readNext();
    void ask(const Request &request);
    void readAnswer(const Request &request, const Page &page);
    void finish(const Request &request, const Page &page);
    void deliver(const Request &request, const Page &page);
    bool readByApi(const Request &request);

    const QPointer<Centrifuge::Client> m_client;
    const ConnectionSettings m_connection;
    const Centrifuge::Clock &m_clock;
    Centrifuge::ServerApi *m_api = nullptr; ///< created on first use
    std::deque<Request> m_waiting;
    QSet<QString> m_byApi; ///< channels that are read through the API
    bool m_wasTooLarge = false; ///< the connection ended because of the size of the last request
    bool m_isBusy = false;
};
