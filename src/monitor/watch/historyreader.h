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
 * Reads channels' histories, by the right of the user or else by the key of the HTTP API; one page
 * at a time, so that the pages of many channels don't fill the server's queue. I/O thread. Once the
 * client is gone it reads nothing any more.
 */
class HistoryReader : public QObject
{
    Q_OBJECT

public:
    using Handler = Centrifuge::ResultHandler<Centrifuge::HistoryResult>;

    HistoryReader(Centrifuge::Client &client, const ConnectionSettings &connection,
                  const Centrifuge::Clock &clock, QObject *parent = nullptr);

    /**
     * Reads one page. Calls the handler once, now or later, or never when this object is gone. With
     * an error of layer Server and code 3008 the page was too large: for the server's queue, or for
     * a frame of ours.
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
    Centrifuge::ServerApi *m_api = nullptr; ///< made on first use, where there is a key
    std::deque<Request> m_waiting;
    QSet<QString> m_byApi; ///< channels whose history the user may not or can't read
    bool m_wasTooLarge = false; ///< the connection ended since the last request, for its size
    bool m_isBusy = false;
};
