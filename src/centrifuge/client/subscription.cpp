// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/subscription.h"

#include "centrifuge/client/subscriptionprivate.h"

namespace Centrifuge {

Subscription::Subscription(const QString &channel, const SubscriptionOptions &options,
                           const SubscriptionContext &context, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<SubscriptionPrivate>(*this, channel, options, context))
{
}

Subscription::~Subscription() = default;

QString Subscription::channel() const
{
    return d->channel();
}

Subscription::State Subscription::state() const
{
    return d->state();
}

bool Subscription::isServerSide() const
{
    return d->isServerSide();
}

std::optional<StreamPosition> Subscription::position() const
{
    return d->stream().cursor().position();
}

void Subscription::setPlainPublicationSink(const PlainPublicationSink &sink)
{
    d->setPlainPublicationSink(sink);
}

void Subscription::subscribe()
{
    d->subscribe();
}

void Subscription::unsubscribe()
{
    d->unsubscribe();
}

} // namespace Centrifuge
