// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of WatchWorker that turns the client's signals into rows, states and steps.

#include "monitor/watch/arrivals.h"
#include "monitor/watch/watchworker.h"

using Centrifuge::Subscription;

namespace {

constexpr std::uint32_t StateInvalidated = 3014; // of a connection

} // namespace

void WatchWorker::showFailure(const Centrifuge::Error &error)
{
    if (error.layer == Centrifuge::ErrorLayer::Server && error.code == int(StateInvalidated)) {
        invalidatePositions();
    }
    if (m_tokenFile) {
        m_tokenFile->note(error);
    }
    m_timeline.fail(error, m_clock.monotonic(), m_clock.wall());
    touchTimeline();
    m_output->add(errorArrival({}, error));
}

void WatchWorker::showConnecting(const Centrifuge::StateChange &change)
{
    if (change.code == StateInvalidated) {
        invalidatePositions();
    }
    if (m_state == SessionState::Connecting && !m_isConnected) {
        return; // the row of this is already there
    }
    m_timeline.end(change, m_clock.monotonic(), m_clock.wall());
    touchTimeline();
    m_isConnected = false;
    setState(SessionState::Connecting, change);
}

void WatchWorker::showDisconnected(const Centrifuge::StateChange &change)
{
    m_timeline.end(change, m_clock.monotonic(), m_clock.wall());
    touchTimeline();
    m_isConnected = false;
    setState(change.code == 0 ? SessionState::Offline : SessionState::Refused, change);
}

void WatchWorker::noteStep(const Centrifuge::ConnectionStep &step)
{
    constexpr auto Harmless = QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment;
    m_timeline.note(step, m_client->url().toString(Harmless), m_clock.wall());
    touchTimeline();
}

void WatchWorker::acceptTimeline()
{
    m_isTimelineTold = false;
    if (m_isTimelineNew && !m_isEnding) {
        m_output->flushSoon();
    }
}

void WatchWorker::touchTimeline()
{
    m_isTimelineNew = true;
    m_output->flushSoon();
}

/** After the rows that it belongs to; the newest only. */
void WatchWorker::tellTimeline()
{
    if (m_isTimelineNew && !m_isTimelineTold) {
        m_isTimelineNew = false;
        m_isTimelineTold = true;
        Q_EMIT timelineChanged(m_timeline);
    }
}

void WatchWorker::invalidatePositions()
{
    const auto all = m_channels.values() + m_serverChannels.values();
    for (const auto &channel : all) {
        channel->stream->invalidatePosition();
    }
}

void WatchWorker::showSubscribing(ChannelStream &stream, const Centrifuge::StateChange &change)
{
    // With a refused connection the subscription is over, whatever the client keeps in mind.
    if (m_state != SessionState::Refused) {
        stream.showSubscribing(change);
    }
}

void WatchWorker::setState(SessionState state, const Centrifuge::StateChange &change)
{
    m_state = state;
    m_output->add(connectionArrival(state, change));
}

/** Of a channel that was asked for: what it is counted as from now on. */
void WatchWorker::count(Channel &channel, ChannelState answer)
{
    m_answers.change(std::exchange(channel.answer, answer), answer);
    followAnswers();
}

/** What was refused for the time being is asked for again with each connection. */
void WatchWorker::awaitAnswers()
{
    for (const auto &channel : std::as_const(m_channels)) {
        if (channel->subscription->state() == Subscription::State::Subscribing) {
            m_answers.change(std::exchange(channel->answer, ChannelState::Subscribing),
                             ChannelState::Subscribing);
        }
    }
    m_isConnected = true;
    followAnswers();
}

/** Once all have their answer, and whenever one changes after that. */
void WatchWorker::followAnswers()
{
    const std::optional<SessionState> state = m_answers.connectedState();
    if (!m_isConnected || !state || *state == m_state) {
        return;
    }
    setState(*state, {0, *state == SessionState::Partial ? m_answers.words() : QString()});
}
