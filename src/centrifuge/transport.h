// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/connectionstep.h"
#include "centrifuge/error.h"
#include "centrifuge/networkoptions.h"
#include "centrifuge/values.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

#include <functional>

namespace Centrifuge {

/** Where and how a transport opens. */
struct TransportRequest
{
    QUrl url; ///< ws or wss
    WireFormat wireFormat = WireFormat::Protobuf;
    qint64 maxMessageSize =
        qint64(4) * 1024 * 1024; ///< bytes; a larger incoming message closes with 1009
    NetworkOptions network{};
};

/**
 * One attempt to carry frames to and from the server; made anew for each attempt, so that nothing
 * of an old one can reach a new one. Lives in the I/O thread. After `closed` (exactly once, also
 * after abort() is it never emitted) no signal follows.
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
