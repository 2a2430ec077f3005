// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/connectiontest.h"

#include "monitor/explain/failure.h"
#include "monitor/journal/journal.h"
#include "monitor/platform/tr.h"
#include "monitor/profile/logmask.h"
#include "monitor/watch/journalfeed.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/timelinetext.h"
#include "monitor/watch/watchsession.h"

#include <QLocale>

#include <algorithm>

using Centrifuge::Error;

namespace {

/** More subscribes than these are only counted. */
constexpr qsizetype MostSubscribes = 5;

QString stepText(const TimelineStep &step)
{
    QStringList parts{stepStateText(step).left(1), stepName(step), stepTime(step)};
    if (step.state == Centrifuge::ConnectionStep::State::Failed) {
        parts += stepDetail(step);
    }
    parts.removeAll(QString());
    return parts.join(u' ');
}

QString stepsText(const TimelineAttempt &attempt)
{
    QStringList texts;
    for (const TimelineStep &step : attempt.steps) {
        texts += stepText(step);
    }
    if (attempt.subscribes.size() <= MostSubscribes) {
        for (const TimelineStep &step : attempt.subscribes) {
            texts += stepText(step);
        }
    } else {
        const QLocale locale;
        texts += Tr::tr("%1 of %2 channels subscribed")
                     .arg(locale.toString(attempt.subscribed),
                          locale.toString(attempt.subscribed + attempt.refused + attempt.waiting));
    }
    return texts.join(QStringLiteral(" \u00b7 "));
}

/** Why an attempt is over. */
Error errorOf(const TimelineAttempt &attempt)
{
    return attempt.state == TimelineAttempt::State::Failed
        ? attempt.error
        : stateError(attempt.end.layer, attempt.end.code, attempt.end.reason);
}

JournalLimits fewRows()
{
    JournalLimits limits;
    limits.bytes = std::size_t(1) << 20;
    limits.entries = 1000;
    limits.segmentEntries = 500;
    limits.segmentBytes = std::size_t(1) << 18;
    return limits;
}

} // namespace

/** A session of its own, whose rows nobody sees. */
struct ConnectionTest::Connection
{
    explicit Connection(IoThread &io)
        : journal(fewRows())
        , feed(io, journal)
        , session(feed)
    {
    }

    Journal journal;
    JournalFeed feed;
    WatchSession session;
};

ConnectionTest::ConnectionTest(IoThread &io, QObject *parent)
    : QObject(parent)
    , m_io(io)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        fail({Centrifuge::ErrorLayer::Local, 0, Tr::tr("No answer came in time."), true},
             ExplainedStep::Connect);
    });
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::start(const WatchRequest &request)
{
    reset();
    m_state = State::Running;
    m_connection = std::make_unique<Connection>(m_io);
    WatchSession &session = m_connection->session;
    connect(&session, &WatchSession::statusChanged, this, &ConnectionTest::follow,
            Qt::QueuedConnection);
    connect(&session, &WatchSession::channelChanged, this, &ConnectionTest::follow,
            Qt::QueuedConnection);
    connect(&session, &WatchSession::timelineChanged, this, &ConnectionTest::follow,
            Qt::QueuedConnection);
    addMaskedSecrets(request.connection);
    session.start(request);
    m_timer.start(LongestWait);
    Q_EMIT changed();
}

void ConnectionTest::reset()
{
    m_timer.stop();
    m_connection.reset();
    m_explanation = {};
    m_steps.clear();
    m_state = State::NotRun;
}

void ConnectionTest::follow()
{
    if (m_state != State::Running) {
        return;
    }
    const QList<TimelineAttempt> &attempts = m_connection->session.timeline().attempts();
    if (!attempts.isEmpty()) {
        m_steps = stepsText(attempts.constFirst());
        decide(attempts.constFirst());
    }
    Q_EMIT changed();
}

/** Only when the steps, which come a little later than the state, tell the same. */
void ConnectionTest::decide(const TimelineAttempt &attempt)
{
    const WatchSession &session = m_connection->session;
    if (attempt.isOver()) {
        fail(errorOf(attempt), ExplainedStep::Connect);
        return;
    }
    const QList<ChannelStatus> channels = session.channels();
    const bool isWaiting = std::ranges::any_of(channels, [](const ChannelStatus &channel) {
        return channel.state == ChannelState::Subscribing;
    });
    if (!isConnected(session.status().state) || isWaiting || attempt.waiting > 0
        || attempt.state != TimelineAttempt::State::Live) {
        return;
    }
    for (const ChannelStatus &channel : channels) {
        if (channel.state == ChannelState::Unsubscribed) {
            fail(stateError(channel.layer, channel.code, channel.reason), ExplainedStep::Subscribe,
                 channel.channel);
            return;
        }
    }
    finish(State::Passed);
}

void ConnectionTest::fail(const Error &error, ExplainedStep step, const QString &channel)
{
    m_explanation = explain(error, failureContext(m_connection->session, step, channel));
    finish(State::Failed);
    Q_EMIT changed();
}

/** The last steps are there; nobody waits for the end of the connection. */
void ConnectionTest::finish(State state)
{
    m_timer.stop();
    m_state = state;
    m_connection->session.disconnect(this);
    m_connection->session.close();
}
