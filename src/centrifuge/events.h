// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

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
    QString version; ///< of the server; never decide by it
    QByteArray data;
    QString node; ///< where the server tells it
};

/** Why a client or a subscription is in its state; code 0 is "called by the program". */
struct StateChange
{
    std::uint32_t code = 0;
    QString reason;

    friend bool operator==(const StateChange &, const StateChange &) = default;
};

/** The server accepted a subscription (`subscribe` reply). */
struct SubscribedEvent
{
    bool wasRecovering = false;
    bool recovered = false; ///< wasRecovering without recovered is a hole in the stream
    bool recoverable = false;
    bool positioned = false;
    StreamPosition position; ///< top of the stream as far as we know after this event
    bool epochChanged = false; ///< the epoch is not the one we had before
    /** A message that can't be read had kept breaking the connection; it, and what came with it,
     * was given up. */
    bool skippedUnreadable = false;
    /** The last answer to a recovery was more than the server's queue takes (3008), so none was
     * asked for: what was missed is in the history, up to `position`. */
    bool recoverySkipped = false;
    bool delta = false; ///< the server may send patches; what is delivered is whole
    bool isServerSide = false; ///< the subscription is one that the server made by itself
    QByteArray data;
    std::uint32_t recoveredCount = 0; ///< publications that follow this event by recovery
    std::uint32_t duplicateCount = 0; ///< recovered ones that we had already; they do not follow
};

/** A publication and when its bytes came from the socket (Clock::monotonic of the I/O thread). */
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
