// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/publishcontroller.h"

#include "monitor/explain/failure.h"
#include "monitor/publish/expectedreceipts.h"

PublishController::PublishController(IoThread &io, const Centrifuge::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_publisher(io)
    , m_tracker(clock)
    , m_repeatTimer(clock.createTimer(this))
{
    connect(&m_publisher, &Publisher::finished, &m_tracker, &RoundTripTracker::answered);
    connect(&m_tracker, &RoundTripTracker::changed, this, &PublishController::changed);
    connect(m_repeatTimer, &Centrifuge::Timer::timeout, this, [this] {
        forgetLast();
        Q_EMIT changed();
    });
}

PublishController::~PublishController()
{
    m_publisher.disconnect(this);
    m_tracker.disconnect(this);
}

void PublishController::setConnection(const ConnectionSettings &connection)
{
    forgetLast();
    m_connection = connection;
    m_publisher.setConnection(connection);
}

void PublishController::publish(const Centrifuge::PublishRequest &request)
{
    Centrifuge::PublishRequest keyed = request;
    keyed.idempotencyKey = RoundTripTracker::newTag();
    const Sent sent = send(keyed);
    if (sent.id == 0) {
        return;
    }
    m_whyNotSent.clear();
    m_lastOwn = sent;
    m_last = keyed;
    m_lastSentAt = m_clock.monotonic();
    m_repeatTimer->start(RepeatLimit);
    Q_EMIT changed();
}

void PublishController::publishOfSeries(const Centrifuge::PublishRequest &request)
{
    Q_ASSERT(request.idempotencyKey.isEmpty());
    m_lastOfSeries = send(request);
}

void PublishController::showNotSent(const QString &reason)
{
    m_whyNotSent = reason;
    forgetLast();
    Q_EMIT changed();
}

bool PublishController::canRepeat() const
{
    if (!m_last || !m_publisher.isEnabled() || m_clock.monotonic() - m_lastSentAt >= RepeatLimit) {
        return false;
    }
    const auto trip = m_tracker.roundTrip(m_lastOwn.id);
    return trip && trip->state == RoundTrip::State::Unknown;
}

/** The time limit counts from the first attempt, which may have stored the key on the server. */
void PublishController::repeat()
{
    if (!canRepeat()) {
        return;
    }
    m_lastOwn = send(*m_last);
    Q_EMIT changed();
}

PublishController::Sent PublishController::send(const Centrifuge::PublishRequest &request)
{
    const quint64 id = m_publisher.publish(request);
    m_tracker.started(id, request,
                      m_watchers == nullptr ? WatcherReceipts()
                                            : expectedReceipts(*m_watchers, request));
    return {id, publishContext(m_connection, request.channel)};
}

void PublishController::forgetLast()
{
    m_last.reset();
    m_repeatTimer->stop();
}

std::optional<RoundTrip> PublishController::shownRoundTrip() const
{
    return m_tracker.roundTrip(shown().id);
}

QStringList PublishController::explanation() const
{
    const auto trip = shownRoundTrip();
    const bool hasFailed = trip && trip->error
        && (trip->state == RoundTrip::State::Rejected || trip->state == RoundTrip::State::Unknown
            || trip->state == RoundTrip::State::NotSent);
    QStringList lines = hasFailed ? explanationLines(*trip->error, shown().context) : QStringList();
    for (QString &line : lines) {
        line = line.trimmed(); // indented for a terminal
    }
    return lines;
}
