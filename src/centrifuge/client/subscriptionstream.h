// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/deltadecoder.h"
#include "centrifuge/client/streamcursor.h"
#include "centrifuge/client/subscriptionoptions.h"
#include "centrifuge/plainpublication.h"

#include <chrono>
#include <vector>

namespace Centrifuge {

struct ClientOptions;
class Generation;
class Subscription;

/**
 * The publications of a subscription: follows the position in the stream, leaves out duplicates,
 * makes whole publications of patches, and delivers them. A part of SubscriptionPrivate.
 */
class SubscriptionStream
{
public:
    /** Emits the signals of `subscription`; both must outlive this object. */
    SubscriptionStream(Subscription &subscription, const SubscriptionOptions &options);

    StreamCursor &cursor() { return m_cursor; }
    const StreamCursor &cursor() const { return m_cursor; }

    /** Whether requestPosition() comes before the next subscribe. */
    bool needsPosition() const;
    void requestPosition(const QString &channel, const PositionReply &reply) const;
    /** Writes what the stream asks for into `command`. */
    void prepare(SubscribeCommand &command) const;

    struct Start
    {
        SubscribedEvent event;
        Outcome restored; ///< fails where patches did not fit; those are no longer in the result
    };
    /** The server accepted the subscription; leaves in `result` what is to be delivered. */
    Start start(SubscribeResult &result, const ClientOptions &options);
    /** The server's own subscription is taken at this position. */
    void startAt(const StreamCursor &cursor);

    void setPlainSink(const PlainPublicationSink &sink) { m_plainSink = sink; }
    /** Returns false where the publication has to be read by read(). */
    bool readPlain(const PlainPublication &publication);
    /** A live publication; fails when it is a patch that does not fit. */
    Outcome read(const Publication &publication, std::chrono::nanoseconds receivedAt);
    /** Those that a recovery brought, as long as `generation` is current. */
    void deliverRecovered(std::vector<Publication> publications,
                          std::chrono::nanoseconds receivedAt, const Generation &generation);
    void deliver(const Publication &publication, bool recovered,
                 std::chrono::nanoseconds receivedAt);

    /** After a patch that did not fit the next subscribe asks for none, until allowDelta(). */
    void refuseDelta() { m_isDeltaRefused = true; }
    void allowDelta() { m_isDeltaRefused = false; }

private:
    void deliverNew(const Publication &publication, std::chrono::nanoseconds receivedAt);

    Subscription &m_subscription;
    const SubscriptionOptions &m_options;
    StreamCursor m_cursor;
    DeltaDecoder m_delta;
    PlainPublicationSink m_plainSink;
    bool m_isDeltaRefused = false;
};

} // namespace Centrifuge
