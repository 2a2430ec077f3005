// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codes.h"
#include "centrifuge/connectionstep.h"
#include "centrifuge/error.h"
#include "centrifuge/networkoptions.h"
#include "centrifuge/values.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

#include <functional>

namespace Centrifuge {

/**
 * Centrifugo puts up to 16 messages into a frame, and what was missed, up to 300 publications, into
 * one reply.
 */
inline constexpr qint64 DefaultFrameLimit = qint64(64) * 1024 * 1024;
/** Code of ErrorLayer::Protocol: what came is larger than `frameLimit`. That of WebSocket. */
inline constexpr int FrameLimitExceeded = CloseCode::MessageTooBig;

/** Where and how a transport opens. */
struct TransportRequest
{
    QUrl url; ///< ws or wss
    WireFormat wireFormat = WireFormat::Protobuf;
    /** Bytes of one incoming message; a larger one ends the connection with FrameLimitExceeded. */
    qint64 frameLimit = DefaultFrameLimit;
    NetworkOptions network{};
};

/**
 * One attempt to carry frames to and from the server; made anew for each attempt, so that nothing
 * of an old one can reach a new one. Lives in the I/O thread. After `closed` (exactly once, also
 * after abort() is it never emitted) no signal follows. What a peer can make it hold has a limit,
 * beyond which it closes: of what arrives, of the answer to the upgrade, and of what can't be sent
 * because the peer does not read.
 */
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(const TransportRequest &request) = 0;
    /** One frame; text for JSON, binary for Protobuf. Ignored unless open. */
    virtual void send(const QByteArray &frame) = 0;
    /** Polite end; `closed` follows, at the latest after a second. */
    virtual void close() = 0;
    /** Drops the connection at once, without a signal. May be called again. */
    virtual void abort() = 0;

Q_SIGNALS:
    void opened();
    void frameReceived(const QByteArray &frame);
    /**
     * A step from NameResolution to Upgrade, in order, before `opened` or `closed`. The one under
     * way when abort() comes is not ended by a signal.
     */
    void stepObserved(const Centrifuge::ConnectionStep &step);
    /**
     * The end. A close frame of the server with a code of 3000 and above comes as
     * ErrorLayer::Server; others as the layer where it broke.
     */
    void closed(const Centrifuge::Error &reason);
};

using TransportFactory = std::function<Transport *(QObject *parent)>;

} // namespace Centrifuge
