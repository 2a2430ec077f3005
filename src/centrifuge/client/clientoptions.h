// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/networkoptions.h"
#include "centrifuge/tokenprovider.h"
#include "centrifuge/transport/transport.h"
#include "centrifuge/values.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>
#include <functional>

namespace Centrifuge {

struct ClientOptions
{
    QList<QUrl> urls; ///< ws or wss; each failed attempt is followed by one at the next, in a cycle
    WireFormat wireFormat = WireFormat::Protobuf;
    /** Static token; used when there is no provider, never dropped. When it has expired the client
     * disconnects with 109, because there is nothing to renew it with. */
    QString token;
    TokenProvider tokenProvider;
    QString name = QStringLiteral("realtime-monitor"); ///< sent with connect, at most 16 characters
    QString version; ///< sent with connect, at most 64 characters
    /** Sends the subscribes right behind the connect, which saves one round trip. */
    bool optimisticSubscriptions = false;
    std::chrono::milliseconds minReconnectDelay{500};
    std::chrono::milliseconds maxReconnectDelay{20000};
    std::chrono::milliseconds timeout{5000}; ///< for the handshake and for each command
    std::chrono::milliseconds maxServerPingDelay{10000}; ///< how late a ping may be
    /** Largest size of an incoming frame in bytes; a larger one ends the connection with
     * FrameLimitExceeded. */
    qint64 frameLimit = DefaultFrameLimit;
    NetworkOptions network;
    QByteArray data; ///< for the server's application, sent with connect; JSON on the JSON wire
    /**
     * Whether Client::publish() does anything. Off, because what a client may publish, everybody
     * who has its token may publish, too: a monitor should have no more power than any user, and
     * messages should go through the server's API, where the application checks them.
     */
    bool allowPublish = false;
    /** When the server ends the connection during a recovery because its queue is full (3008), the
     * next subscribe asks for no recovery, and SubscribedEvent::recoverySkipped says so; for
     * programs that then read the history page by page. Otherwise the recovery is tried again. */
    bool skipTooLargeRecovery = false;
    std::function<double()> random; ///< uniform in [0, 1); empty = the system's generator
};

} // namespace Centrifuge
