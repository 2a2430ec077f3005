// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "monitor/profile/connectionsettings.h"

#include <QObject>

#include <memory>

class IoThread;

/**
 * Sends through the HTTP API from the I/O thread and reports here, in the main thread. Never
 * echoes: what was published shows only when a subscription delivers it.
 */
class Publisher : public QObject
{
    Q_OBJECT

public:
    Publisher(IoThread &io, QObject *parent = nullptr);
    ~Publisher() override;

    /** Later publishes go there; those under way end as they are. */
    void setConnection(const ConnectionSettings &connection);
    bool isEnabled() const;
    /** Of one publish; 5 s by default. */
    void setTimeout(std::chrono::milliseconds timeout);

    /**
     * Starts a publish; `finished` with this id follows. Returns 0 and does nothing at all when
     * publishing is disabled.
     */
    quint64 publish(const Centrifuge::PublishRequest &request);

Q_SIGNALS:
    void finished(quint64 id, const Centrifuge::PublishResult &result);

private:
    class Private;
    std::unique_ptr<Private> d;
};
