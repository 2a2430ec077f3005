// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of Subscription that has to do with its place in the stream, and what comes from it.

#include "centrifuge/client/client.h"
#include "centrifuge/client/subscription.h"
#include "centrifuge/codes.h"

#include <utility>

namespace Centrifuge {

SubscribeCommand Subscription::command() const
{
    SubscribeCommand command;
    command.channel = m_channel;
    command.token = m_token;
    command.positioned = m_options.positioned;
    command.recoverable = m_options.recoverable;
    command.joinLeave = m_options.joinLeave;
    command.recoverFrom = m_cursor.recoverFrom();
    command.delta = m_options.delta && !m_options.filter && !m_isDeltaBroken;
    command.filter = m_options.filter;
    command.rejectUnrecovered =
        command.recoverFrom && (m_options.rejectUnrecovered || m_options.positionProvider);
    command.data = m_options.data;
    return command;
}

bool Subscription::needsPosition() const
{
    return m_options.positionProvider && !m_cursor.recoverFrom();
}

void Subscription::askForPosition()
{
    m_isAsking = true;
    const PositionProvider provider = m_options.positionProvider; // it may destroy us
    const QString channel = m_channel;
    provider(channel, [attempt = beginAttempt()](const Result<StreamPosition> &position) {
        if (attempt.holds()) {
            attempt.subscription->usePosition(position);
        }
    });
}

void Subscription::usePosition(const Result<StreamPosition> &position)
{
    beginAttempt(); // a second answer is void
    m_isAsking = false;
    if (position) {
        m_cursor.startFrom(position.value());
        send();
        return;
    }
    const Error &error = position.error();
    resubscribeLater();
    Q_EMIT errorOccurred(error);
}

void Subscription::becomeSubscribed(SubscribeResult result, std::chrono::nanoseconds receivedAt)
{
    m_state = State::Subscribed;
    m_failures = 0;
    m_interruptionPending = false;
    m_isAlreadyThere = false;
    if (!m_isServerSide) {
        watchExpiry(result); // else there is no token that we could renew
    }
    const ClientOptions &options = m_client->m_options;
    m_delta.begin(result.delta, options.wireFormat, qsizetype(options.frameLimit));
    const Outcome restored = m_delta.isActive() ? m_delta.restore(result.publications) : success();
    SubscribedEvent event = m_cursor.begin(result);
    event.isServerSide = m_isServerSide;

    const Attempt attempt = beginAttempt();
    m_client->reportSubscribe(m_channel, ConnectionStep::State::Done);
    if (attempt.holds()) {
        Q_EMIT subscribed(event);
    }
    for (Publication &publication : result.publications) {
        if (!attempt.holds()) {
            return;
        }
        // Each goes once it is delivered: all of them may be as large as a frame.
        deliver(std::exchange(publication, {}), true, receivedAt);
    }
    if (!attempt.holds()) {
        return;
    }
    if (restored) {
        m_cursor.end(event);
    } else {
        abandonDelta(restored.error());
    }
}

/** As readPublication(), but false where that has to be asked. */
bool Subscription::readPlain(const PlainPublication &publication,
                             std::chrono::nanoseconds receivedAt)
{
    if (m_state != State::Subscribed || m_delta.isActive() || !m_plainSink) {
        return false;
    }
    if (m_cursor.isDuplicate(publication.offset)) {
        Q_EMIT duplicateIgnored(publication.offset);
    } else {
        m_cursor.advance(publication.offset);
        m_plainSink(publication, receivedAt);
    }
    return true;
}

void Subscription::readPublication(const Publication &publication,
                                   std::chrono::nanoseconds receivedAt)
{
    if (m_state != State::Subscribed) {
        return;
    }
    if (!m_delta.isActive()) {
        deliverNew(publication, receivedAt);
        return;
    }
    Publication whole = publication;
    if (const Outcome restored = m_delta.restore(whole); !restored) {
        abandonDelta(restored.error());
    } else {
        deliverNew(whole, receivedAt);
    }
}

void Subscription::deliverNew(const Publication &publication, std::chrono::nanoseconds receivedAt)
{
    if (m_cursor.isDuplicate(publication)) {
        Q_EMIT duplicateIgnored(publication.offset);
    } else {
        deliver(publication, false, receivedAt);
    }
}

/** Begins anew without patches, from the last good one on, so that nothing is lost. */
void Subscription::abandonDelta(const Error &error)
{
    m_isDeltaBroken = true;
    m_client->sendUnsubscribe(m_channel); // its answer makes us subscribe
    m_state = State::Subscribing;
    settle();
    const Attempt attempt = beginAttempt();
    Q_EMIT errorOccurred(error);
    if (attempt.holds()) {
        Q_EMIT subscribing({ClientCode::BadProtocol, QStringLiteral("delta does not fit")});
    }
}

void Subscription::deliver(const Publication &publication, bool recovered,
                           std::chrono::nanoseconds receivedAt)
{
    m_cursor.advance(publication);
    Q_EMIT publicationReceived({publication, recovered, receivedAt});
}

void Subscription::readJoin(const ClientInfo &info)
{
    if (m_state == State::Subscribed) {
        Q_EMIT joined(info);
    }
}

void Subscription::readLeave(const ClientInfo &info)
{
    if (m_state == State::Subscribed) {
        Q_EMIT left(info);
    }
}

void Subscription::forgetPosition()
{
    m_cursor.forget();
}

/** The answer to our subscribe was too large for the server's queue. */
void Subscription::skipRecoveryInFlight()
{
    if (m_isInFlight && !m_options.positionProvider) { // a provider would be asked again
        m_cursor.skipRecovery();
    }
}

void Subscription::noteUnreadable(bool isRepeated)
{
    m_cursor.noteUnreadable(isRepeated);
}

} // namespace Centrifuge
