// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/connectionsettings.h"
#include "monitor/server/apiworker.h"

#include <QHash>
#include <QObject>

#include <functional>

class IoThread;

/**
 * Asks the HTTP API of a server what is on it. Main thread; the requests run in the I/O thread, and
 * none changes anything on the server.
 */
class ApiQueries : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<void(const ApiAnswer &answer)>;

    /** `io` outlives this. */
    explicit ApiQueries(IoThread &io, QObject *parent = nullptr);
    ~ApiQueries() override;

    /** Questions that are under way get no answer any more. */
    void setConnection(const ConnectionSettings &connection);
    /** Whether there is a key, or none is needed. */
    bool isEnabled() const { return m_worker != nullptr; }

    // Only while enabled. The handler is called once, unless the connection changes or this is
    // destroyed first.
    void presence(const QString &channel, const Handler &handler);
    void channels(const QString &pattern, const Handler &handler);
    void info(const Handler &handler);

private:
    template <typename Ask> void ask(Ask ask, const Handler &handler);
    void dropWorker();

    IoThread &m_io;
    ConnectionSettings m_connection;
    ApiWorker *m_worker = nullptr; ///< lives in the I/O thread, and is deleted there
    QHash<quint64, Handler> m_handlers;
    quint64 m_lastId = 0;
};
