// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/refusedchannels.h"

#include "gui/widgets/labeltext.h"
#include "monitor/explain/failure.h"
#include "text/shortened.h"
#include "text/visibletext.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr auto AnswerTimeout = 500ms;
constexpr int MaxNames = 3; ///< besides the channel that is explained
constexpr qsizetype MaxChannelCharacters = 60; ///< of a channel name

bool isRefused(const ChannelStatus &channel)
{
    const bool isOurs = channel.layer == Centrifuge::ErrorLayer::Local && channel.code == 0;
    return channel.state == ChannelState::Unsubscribed && !isOurs;
}

/** The channels with the same answer, and how many others were refused. */
struct Group
{
    QStringList names; ///< of the first few
    int count = 0;
    int others = 0;
};

template <typename Answer> Group groupOf(const QList<ChannelStatus> &channels, const Answer &answer)
{
    Group group;
    for (const ChannelStatus &channel : channels) {
        if (!isRefused(channel)) {
            continue;
        }
        if (Answer(channel.layer, channel.code, channel.reason) != answer) {
            ++group.others;
            continue;
        }
        ++group.count;
        if (group.names.size() <= MaxNames) {
            group.names.append(channel.channel);
        }
    }
    return group;
}

QString quoted(const QString &channel)
{
    return u'\u201c' + Text::visible(Text::shortened(channel, MaxChannelCharacters)) + u'\u201d';
}

/** "The same answer came for “b”, “c”, “d” and 68 more." */
QString namesOfTheOthers(const Group &group)
{
    QStringList names;
    for (const QString &name : group.names.mid(1)) {
        names.append(quoted(name));
    }
    const int unnamed = group.count - int(group.names.size());
    if (unnamed > 0) {
        return RefusedChannels::tr("The same answer came for %1 and %2 more.")
            .arg(names.join(QStringLiteral(", ")), groupedNumber(quint64(unnamed)));
    }
    const QString last = names.takeLast();
    return names.isEmpty() ? RefusedChannels::tr("The same answer came for %1.").arg(last)
                           : RefusedChannels::tr("The same answer came for %1 and %2.")
                                 .arg(names.join(QStringLiteral(", ")), last);
}

} // namespace

RefusedChannels::RefusedChannels(const WatchSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_answerTimer.setSingleShot(true);
    m_answerTimer.setInterval(AnswerTimeout);
    connect(&m_answerTimer, &QTimer::timeout, this, &RefusedChannels::announce);
}

void RefusedChannels::channelChanged(const ChannelStatus &channel)
{
    m_isDue = true;
    if (isRefused(channel)) {
        ++m_newAnswers[{channel.layer, channel.code, channel.reason}];
    }
}

void RefusedChannels::channelRemoved()
{
    m_isDue = true;
}

void RefusedChannels::clear()
{
    m_newest.reset();
    m_newAnswers.clear();
    m_notice = {};
    m_isDue = false;
    m_answerTimer.stop();
}

void RefusedChannels::update()
{
    if (!m_isDue || (!m_newest && m_newAnswers.empty())) {
        return;
    }
    const SubscriptionTally &tally = m_session.status().channels;
    const bool isAwaited = tally.total() > tally.subscribed() + tally.unsubscribed();
    if (!isAwaited) {
        announce();
    } else if (!m_answerTimer.isActive()) {
        m_answerTimer.start();
    }
}

void RefusedChannels::announce()
{
    m_answerTimer.stop();
    m_isDue = false;
    const auto newAnswers = std::exchange(m_newAnswers, {});
    if (!newAnswers.empty()) {
        m_newest = std::ranges::max_element(newAnswers, {}, [](const auto &answer) {
                       return answer.second;
                   })->first;
    }
    m_notice = makeNotice();
    if (!newAnswers.empty() && !m_notice.isEmpty()) {
        Q_EMIT refused(m_notice);
    } else {
        Q_EMIT noticeChanged(m_notice);
    }
}

/** When no channel has the newest answer any more, explains one of the others. */
Notice RefusedChannels::makeNotice()
{
    const QList<ChannelStatus> channels = m_session.channels();
    Group group = groupOf(channels, *m_newest);
    if (group.count == 0) {
        const auto other = std::ranges::find_if(channels, isRefused);
        if (other == channels.cend()) {
            m_newest.reset();
            return {};
        }
        m_newest = {other->layer, other->code, other->reason};
        group = groupOf(channels, *m_newest);
    }
    const auto &[layer, code, reason] = *m_newest;
    const ExplainedStep step =
        layer == Centrifuge::ErrorLayer::Server ? subscriptionStep(code) : ExplainedStep::Subscribe;
    const Centrifuge::Error error = stateError(layer, code, reason);
    Notice notice;
    notice.topic = Notice::Topic::Channel;
    notice.channel = group.names.constFirst();
    notice.explanation = explain(error, failureContext(m_session, step, notice.channel));
    if (group.count > 1) {
        notice.explanation.title =
            tr("%1 channels: %2")
                .arg(groupedNumber(quint64(group.count)), notice.explanation.title);
        notice.explanation.cause += u' ' + namesOfTheOthers(group);
    }
    if (group.others > 0) {
        notice.explanation.cause += u' '
            + tr("Other answers came for %1 more; see the list.")
                  .arg(groupedNumber(quint64(group.others)));
    }
    return notice;
}
