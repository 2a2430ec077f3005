// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/publishcontroller.h"

#include "monitor/explain/failure.h"
#include "monitor/publish/expectedreceipts.h"
#include "monitor/publish/receivedrow.h"

#include <chrono>

PublishController::PublishController(IoThread &io, const Centrifuge::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_publisher(io)
    , m_tracker(clock)
    , m_repeatTimer(clock.createTimer(this))
    , m_runs(&m_lists[QString()])
{
    connect(&m_publisher, &Publisher::finished, &m_tracker, &RoundTripTracker::answered);
    connect(&m_tracker, &RoundTripTracker::changed, this, &PublishController::follow);
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

void PublishController::setProfile(const QString &name)
{
    m_runs = &m_lists[name];
    m_lastOwn = 0;
    m_lastOfSeries = 0;
    m_whyNotSent.clear();
    beginSeries();
    forgetLast();
    Q_EMIT changed();
}

void PublishController::publish(const Centrifuge::PublishRequest &request)
{
    Centrifuge::PublishRequest keyed = request;
    keyed.idempotencyKey = RoundTripTracker::newTag();
    const quint64 id = send(keyed, Run::Kind::Publish);
    if (id == 0) {
        return;
    }
    m_whyNotSent.clear();
    m_lastOwn = id;
    m_last = keyed;
    m_lastSentAt = m_clock.monotonic();
    m_repeatTimer->start(RepeatLimit);
    Q_EMIT changed();
}

void PublishController::publishOfSeries(const Centrifuge::PublishRequest &request)
{
    Q_ASSERT(request.idempotencyKey.isEmpty());
    m_lastOfSeries = send(request, Run::Kind::Series);
}

void PublishController::showNotSent(const QString &reason)
{
    m_whyNotSent = reason;
    forgetLast();
    Q_EMIT changed();
}

void PublishController::forgetEntries()
{
    for (auto &[profile, list] : m_lists) {
        list.forgetEntries();
    }
}

bool PublishController::canRepeat() const
{
    if (!m_last || !m_publisher.isEnabled() || m_clock.monotonic() - m_lastSentAt >= RepeatLimit) {
        return false;
    }
    const auto trip = m_tracker.roundTrip(m_lastOwn);
    return trip && trip->state == RoundTrip::State::Unknown;
}

/** The time limit counts from the first attempt, which may have stored the key on the server. */
void PublishController::repeat()
{
    if (!canRepeat()) {
        return;
    }
    m_lastOwn = send(*m_last, Run::Kind::Publish);
    Q_EMIT changed();
}

quint64 PublishController::send(const Centrifuge::PublishRequest &request, Run::Kind kind)
{
    const quint64 id = m_publisher.publish(request);
    m_tracker.started(id, request,
                      m_watchers == nullptr ? WatcherReceipts()
                                            : expectedReceipts(*m_watchers, request));
    if (const auto trip = m_tracker.roundTrip(id)) {
        addRun(*trip, kind);
    }
    return id;
}

void PublishController::addRun(const RoundTrip &trip, Run::Kind kind)
{
    const ExplanationContext context = publishContext(m_connection, trip.channel);
    m_unanswered.insert_or_assign(trip.id, context);
    if (kind == Run::Kind::Series && m_runs->continueSeries(m_seriesRun, trip)) {
        return;
    }
    Run run;
    run.kind = kind;
    run.wall = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now().time_since_epoch());
    run.trip = trip;
    run.api = context.url;
    run.hasApiKey = !m_connection.withoutApiKey;
    const quint64 number = m_runs->add(std::move(run));
    if (kind == Run::Kind::Series) {
        m_seriesRun = number;
    }
}

/** A publish of another profile may still be answered. */
void PublishController::follow(const RoundTrip &trip)
{
    for (auto &[profile, list] : m_lists) {
        if (const Run *run = list.update(trip)) {
            explainFailure(list, *run);
            if (m_log != nullptr && trip.pushTime && run->entry == 0) {
                list.setEntry(run->number, receivedRow(*m_log, trip));
            }
            break;
        }
    }
    if (trip.error || trip.apiTime) {
        m_unanswered.erase(trip.id);
    }
    Q_EMIT changed();
}

/** As long as it has failed: a late push may still prove what was unknown. */
void PublishController::explainFailure(RunList &list, const Run &run)
{
    const RoundTrip::State state = run.trip.state;
    const bool hasFailed = run.trip.error
        && (state == RoundTrip::State::Rejected || state == RoundTrip::State::Unknown
            || state == RoundTrip::State::NotSent);
    const auto context = m_unanswered.find(run.trip.id);
    if (hasFailed && context != m_unanswered.end()) {
        QStringList lines = explanationLines(*run.trip.error, context->second);
        for (QString &line : lines) {
            line = line.trimmed(); // indented for a terminal
        }
        list.explain(run.number, lines);
    } else if (!hasFailed && !run.explanation.isEmpty()) {
        list.explain(run.number, {});
    }
}

void PublishController::forgetLast()
{
    m_last.reset();
    m_repeatTimer->stop();
}

std::optional<RoundTrip> PublishController::shownRoundTrip() const
{
    return m_tracker.roundTrip(m_lastOwn != 0 ? m_lastOwn : m_lastOfSeries);
}
