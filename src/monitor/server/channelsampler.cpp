// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/channelsampler.h"

#include "monitor/server/servertext.h"
#include "monitor/watch/watchsession.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

/** Each question asks all nodes. */
constexpr auto ChannelsInterval = 3s;

} // namespace

OwnChannels ownChannels(const QList<const WatchSession *> &watchers)
{
    OwnChannels own;
    for (const WatchSession *watcher : watchers) {
        for (const ChannelStatus &status : watcher->channels()) {
            const bool isServers = status.layer == Centrifuge::ErrorLayer::Server;
            auto channel = own.find(status.channel);
            if (channel == own.end()) {
                channel =
                    own.insert(status.channel, {status.state, isServers ? status.code : 0, 0});
            }
            channel->subscriptions += status.state == ChannelState::Subscribed ? 1 : 0;
        }
    }
    return own;
}

std::uint32_t ChannelSample::others(const QString &channel, const OwnChannels &own) const
{
    const std::uint32_t all = clients.value(channel);
    const auto ours = own.constFind(channel);
    return all - std::min(all, ours == own.cend() ? 0 : ours->subscriptions);
}

ChannelSampler::ChannelSampler(Own own, IoThread &io, QObject *parent)
    : QObject(parent)
    , m_own(std::move(own))
    , m_api(io)
    , m_poll(ChannelsInterval)
{
    connect(&m_poll, &Poll::due, this, &ChannelSampler::ask);
}

void ChannelSampler::setConnection(const ConnectionSettings &connection)
{
    m_connection = connection;
    m_api.setConnection(connection);
    restart();
}

void ChannelSampler::setPattern(const QString &pattern)
{
    if (m_pattern != pattern) {
        m_pattern = pattern;
        restart();
    }
}

void ChannelSampler::setShown(bool shown)
{
    m_isShown = shown;
    m_poll.setActive(m_isShown || m_isKept);
}

void ChannelSampler::setKept(bool kept)
{
    m_isKept = kept;
    m_poll.setActive(m_isShown || m_isKept);
}

void ChannelSampler::restart()
{
    m_sample = {};
    m_hasSample = false;
    m_problem = {};
    ++m_question; // an answer that is on its way is about something else
    m_poll.askNow();
    Q_EMIT changed();
}

void ChannelSampler::ask()
{
    if (!m_api.isEnabled()) {
        fail(explainMissingKey(m_connection,
                               tr("Which channels there are is known only to the API: a client "
                                  "can't ask for it.")),
             {});
        return;
    }
    m_before = m_own();
    m_api.channels(m_pattern, [this, question = ++m_question](const ApiAnswer &answer) {
        if (question == m_question) {
            take(answer);
        }
    });
}

void ChannelSampler::take(const ApiAnswer &answer)
{
    const QueryCost cost{1, answer.bytes};
    if (const Centrifuge::Error *error = answer.error()) {
        fail(explainQuery(*error, m_connection, {}), cost);
        return;
    }
    m_sample = {std::get<Centrifuge::ChannelsResult>(answer.content).clients, m_before};
    m_hasSample = true;
    m_problem = {};
    m_poll.takeAnswer(cost);
    Q_EMIT sampled();
    Q_EMIT changed();
}

void ChannelSampler::fail(const Explanation &problem, const QueryCost &cost)
{
    m_problem = problem;
    m_poll.takeFailure(cost);
    Q_EMIT changed();
}
