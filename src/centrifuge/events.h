// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/values.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <chrono>
#include <vector>

namespace Centrifuge {

/** The server accepted our connection (`connect` reply). */
struct ConnectedEvent
{
    QString client; ///< the id of this connection
    QString version; ///< of the server; for display only
    QByteArray data;
    QString node; ///< empty where the server does not send it
};

/** Why a client or a subscription is in its state. */
struct StateChange
{
    /** One of the server where `layer` is ErrorLayer::Server, else one of ClientCode. */
    std::uint32_t code = 0;
    QString reason;
    /** Local for what the client did or decided itself, else where the failure happened. */
    ErrorLayer layer = ErrorLayer::Local;

    bool isFromServer() const { return layer == ErrorLayer::Server; }

    friend bool operator==(const StateChange &, const StateChange &) = default;
};

/** The server accepted a subscription (`subscribe` reply). */
struct SubscribedEvent
{
    bool wasRecovering = false;
    bool recovered = false; ///< wasRecovering without recovered means a gap in the stream
    bool recoverable = false;
    bool positioned = false;
    StreamPosition position; ///< top of the stream as far as we know after this event
    bool epochChanged = false; ///< the stream is not the one of the last position
    /** A message that can't be read had broken the connection repeatedly; it was given up, with
     * what came with it. */
    bool skippedUnreadable = false;
    /** The last recovery was more than the server's queue holds (3008), so none was asked for this
     * time: what was missed is in the history, up to `position`. */
    bool recoverySkipped = false;
    bool delta = false; ///< the server may send patches; publications are delivered whole
    bool isServerSide = false; ///< the server made the subscription by itself
    QByteArray data;
    std::uint32_t recoveredCount = 0; ///< publications that follow this event by recovery
    std::uint32_t duplicateCount = 0; ///< recovered ones that were known already; left out
};

/** A publication and when its bytes were read from the socket (Clock::monotonic). */
struct PublicationEvent
{
    Publication publication;
    bool recovered = false; ///< delivered by recovery, not live
    std::chrono::nanoseconds receivedAt{0};
};

} // namespace Centrifuge

Q_DECLARE_METATYPE(Centrifuge::ConnectedEvent)
Q_DECLARE_METATYPE(Centrifuge::StateChange)
Q_DECLARE_METATYPE(Centrifuge::SubscribedEvent)
Q_DECLARE_METATYPE(Centrifuge::PublicationEvent)
