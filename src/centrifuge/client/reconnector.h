// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/backofftimer.h"

#include <QObject>
#include <QUrl>

#include <chrono>

namespace Centrifuge {

struct ClientOptions;
class Clock;

/**
 * Decides when a client tries to connect again and at which of its URLs: back-off with jitter, one
 * URL after the other. Owned by its client, I/O thread.
 */
class Reconnector : public QObject
{
    Q_OBJECT

public:
    struct Retry
    {
        int attempt = 0; ///< counts the failures in a row, from 1
        std::chrono::milliseconds delay{0};
    };

    /** `options` must have a random function and outlive this object. */
    Reconnector(const ClientOptions &options, const Clock &clock, QObject *parent);

    QUrl url() const; ///< of the connection, or of the attempt that is under way or next
    void reset(); ///< no failures, the first URL

    Retry schedule(); ///< attemptDue() follows after the delay
    void cancel();
    bool isScheduled() const;

    void moveToNextUrl();
    /** The URL can never be connected to. Returns whether there is another that may be. */
    bool rejectUrl();
    void acceptUrl(); ///< something answered there

    void startConnection(); ///< the server accepted the attempt
    /** The connection is lost. A short one counts as one more failure, so that a message which
     * breaks every connection does not make a tight loop. Returns whether it lasted. */
    bool endConnection();

Q_SIGNALS:
    void attemptDue();

private:
    const ClientOptions &m_options;
    const Clock &m_clock;
    BackoffTimer m_backoff;
    qsizetype m_url = 0; ///< index
    qsizetype m_rejectedUrls = 0; ///< in a row
    std::chrono::nanoseconds m_connectedAt{0};
};

} // namespace Centrifuge
