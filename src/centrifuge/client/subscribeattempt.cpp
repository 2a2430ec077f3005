// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/subscribeattempt.h"

#include "centrifuge/client/clientoptions.h"
#include "centrifuge/client/subscription.h"
#include "centrifuge/client/subscriptionhost.h"
#include "centrifuge/client/subscriptionstream.h"
#include "centrifuge/client/subscriptiontoken.h"
#include "centrifuge/clock.h"
#include "centrifuge/codes.h"
#include "centrifuge/tokenerror.h"
#include "text/jsonscanner.h"

namespace Centrifuge {

SubscribeAttempt::SubscribeAttempt(SubscribeListener &listener, const SubscribeSubject &subject,
                                   SubscriptionHost &host, QObject &parent)
    : m_listener(listener)
    , m_subject(subject)
    , m_host(host)
    , m_backoff(host.options(), host.clock(), parent, [&listener] { listener.sendSubscribe(); })
{
}

bool SubscribeAttempt::isUnderWay() const
{
    return m_isInFlight || m_isRequesting || m_backoff.isActive();
}

bool SubscribeAttempt::queue()
{
    if (m_subject.token.needsRequest(m_host.clock().wall())) {
        requestToken();
        return false;
    }
    if (m_subject.stream.needsPosition()) {
        requestPosition();
        return false;
    }
    const QByteArray &data = m_subject.options.data;
    if (m_host.options().wireFormat == WireFormat::Json && !data.isEmpty() && !Text::isJson(data)) {
        m_listener.rejectSubscribe({ClientCode::BadConfiguration,
                                    Subscription::tr("The data for the subscribe is not JSON.")});
        return false;
    }
    m_isInFlight = true;
    m_host.call(command(), [this, generation = m_generations.begin()](CallResult result, auto at) {
        if (generation.isCurrent()) {
            m_isInFlight = false;
            m_listener.readSubscribeReply(std::move(result), at);
        }
    });
    return true;
}

SubscribeCommand SubscribeAttempt::command() const
{
    const SubscriptionOptions &options = m_subject.options;
    SubscribeCommand command;
    command.channel = m_subject.channel;
    command.token = m_subject.token.text();
    command.positioned = options.positioned;
    command.recoverable = options.recoverable;
    command.joinLeave = options.joinLeave;
    command.filter = options.filter;
    command.data = options.data;
    m_subject.stream.prepare(command);
    return command;
}

void SubscribeAttempt::retryLater()
{
    m_backoff.start();
}

void SubscribeAttempt::cancel()
{
    m_generations.begin();
    m_isInFlight = false;
    m_isRequesting = false;
    m_backoff.stop();
}

void SubscribeAttempt::requestToken()
{
    m_isRequesting = true;
    m_subject.token.request([this, generation = m_generations.begin()](const auto &token) {
        if (generation.isCurrent()) {
            useToken(token);
        }
    });
}

void SubscribeAttempt::useToken(const Result<QString> &token)
{
    m_generations.begin(); // a second answer is ignored
    m_isRequesting = false;
    const std::optional<Error> fault = findTokenFault(token, m_host.clock().wall());
    if (!fault) {
        m_subject.token.set(token.value());
        m_listener.sendSubscribe();
    } else if (isFinalTokenError(*fault)) {
        m_listener.rejectSubscribe({ClientCode::Unauthorized, fault->message});
    } else {
        retryLater();
        m_listener.reportFailure(*fault);
    }
}

void SubscribeAttempt::requestPosition()
{
    m_isRequesting = true;
    m_subject.stream.requestPosition(
        m_subject.channel, [this, generation = m_generations.begin()](const auto &position) {
            if (generation.isCurrent()) {
                usePosition(position);
            }
        });
}

void SubscribeAttempt::usePosition(const Result<StreamPosition> &position)
{
    m_generations.begin(); // a second answer is ignored
    m_isRequesting = false;
    if (position) {
        m_subject.stream.cursor().startFrom(position.value());
        m_listener.sendSubscribe();
        return;
    }
    const Error error = position.error();
    retryLater();
    m_listener.reportFailure(error);
}

} // namespace Centrifuge
