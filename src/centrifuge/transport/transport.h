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

/** Enough for what Centrifugo sends: up to 16 messages in a frame, up to 300 recovered publications
 * in a reply. */
inline constexpr qint64 DefaultFrameLimit = qint64(64) * 1024 * 1024;
/** Code of ErrorLayer::Protocol: an incoming message is larger than `frameLimit`. */
inline constexpr int FrameLimitExceeded = CloseCode::MessageTooBig;

/** Where and how to connect. */
struct TransportRequest
{
    QUrl url; ///< ws or wss
    WireFormat wireFormat = WireFormat::Protobuf;
    /** Bytes of one incoming message; a larger one ends the connection with FrameLimitExceeded. */
    qint64 frameLimit = DefaultFrameLimit;
    NetworkOptions network{};
};

/**
 * Carries frames to and from the server. Made anew for each attempt to connect, so that nothing of
 * an old one can reach a new one. I/O thread. `closed` is emitted exactly once, except after
 * abort(), and no signal follows it. What a peer can make it hold has a limit, beyond which it
 * closes: incoming messages, the answer to the upgrade, and what can't be sent because the peer
 * does not read.
 */
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(const TransportRequest &request) = 0;
    /** One frame; text for JSON, binary for Protobuf. Ignored unless open. */
    virtual void send(const QByteArray &frame) = 0;
    /** Ends with the closing handshake; `closed` follows, after a second at the latest. */
    virtual void close() = 0;
    /** Ends at once, without a signal. May be called repeatedly. */
    virtual void abort() = 0;

Q_SIGNALS:
    void opened();
    void frameReceived(const QByteArray &frame);
    /** A step from NameResolution to Upgrade, in order, before `opened` or `closed`. abort() does
     * not report the end of the step under way. */
    void stepObserved(const Centrifuge::ConnectionStep &step);
    /** The connection has ended. A close frame with a code of 3000 and above is an error of
     * ErrorLayer::Server, everything else of the layer where it failed. */
    void closed(const Centrifuge::Error &reason);
};

using TransportFactory = std::function<Transport *(QObject *parent)>;

} // namespace Centrifuge
