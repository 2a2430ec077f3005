// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/subscriptionstream.h"

#include "centrifuge/client/clientoptions.h"
#include "centrifuge/client/generation.h"
#include "centrifuge/client/subscription.h"

#include <utility>

namespace Centrifuge {

SubscriptionStream::SubscriptionStream(Subscription &subscription,
                                       const SubscriptionOptions &options)
    : m_subscription(subscription)
    , m_options(options)
    , m_cursor(options.recover ? std::optional(options.since) : std::nullopt)
{
}

bool SubscriptionStream::needsPosition() const
{
    return m_options.positionProvider && !m_cursor.recoverFrom();
}

void SubscriptionStream::requestPosition(const QString &channel, const PositionReply &reply) const
{
    const PositionProvider provider = m_options.positionProvider; // it may destroy us
    provider(channel, reply);
}

void SubscriptionStream::prepare(SubscribeCommand &command) const
{
    command.recoverFrom = m_cursor.recoverFrom();
    command.delta = m_options.delta && !m_options.filter && !m_isDeltaRefused;
    command.rejectUnrecovered =
        command.recoverFrom && (m_options.rejectUnrecovered || m_options.positionProvider);
}

SubscriptionStream::Start SubscriptionStream::start(SubscribeResult &result,
                                                    const ClientOptions &options)
{
    m_delta.begin(result.delta, options.wireFormat, qsizetype(options.frameLimit));
    const Outcome restored = m_delta.isActive() ? m_delta.restore(result.publications) : success();
    return {m_cursor.begin(result), restored};
}

void SubscriptionStream::startAt(const StreamCursor &cursor)
{
    m_cursor = cursor;
    m_delta = {};
}

bool SubscriptionStream::readPlain(const PlainPublication &publication)
{
    if (m_delta.isActive() || !m_plainSink) {
        return false;
    }
    if (m_cursor.isDuplicate(publication.offset)) {
        Q_EMIT m_subscription.duplicateIgnored(publication.offset);
        return true;
    }
    if (!m_plainSink(publication)) {
        return false;
    }
    m_cursor.advance(publication.offset);
    return true;
}

Outcome SubscriptionStream::read(const Publication &publication,
                                 std::chrono::nanoseconds receivedAt)
{
    if (!m_delta.isActive()) {
        deliverNew(publication, receivedAt);
        return success();
    }
    Publication whole = publication;
    Outcome restored = m_delta.restore(whole);
    if (restored) {
        deliverNew(whole, receivedAt);
    }
    return restored;
}

void SubscriptionStream::deliverNew(const Publication &publication,
                                    std::chrono::nanoseconds receivedAt)
{
    if (m_cursor.isDuplicate(publication)) {
        Q_EMIT m_subscription.duplicateIgnored(publication.offset);
    } else {
        deliver(publication, false, receivedAt);
    }
}

void SubscriptionStream::deliverRecovered(std::vector<Publication> publications,
                                          std::chrono::nanoseconds receivedAt,
                                          const Generation &generation)
{
    for (Publication &publication : publications) {
        if (!generation.isCurrent()) {
            return;
        }
        // Each goes once it is delivered: all of them may be as large as a frame.
        deliver(std::exchange(publication, {}), true, receivedAt);
    }
}

void SubscriptionStream::deliver(const Publication &publication, bool recovered,
                                 std::chrono::nanoseconds receivedAt)
{
    m_cursor.advance(publication);
    Q_EMIT m_subscription.publicationReceived({publication, recovered, receivedAt});
}

} // namespace Centrifuge
