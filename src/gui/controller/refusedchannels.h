// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/notice.h"
#include "monitor/watch/watchsession.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <optional>
#include <tuple>

/**
 * Combines the channels that the server refused or ended into one notice: those with the newest
 * answer, however many, and the number of the others. Of answers that arrive together the most
 * frequent counts as the newest. Waits until every channel has its answer, at most half a second,
 * so that the notice does not change with each of them. Main thread.
 */
class RefusedChannels : public QObject
{
    Q_OBJECT

public:
    /** `session` outlives this. */
    explicit RefusedChannels(const WatchSession &session, QObject *parent = nullptr);

    /** Call when the state of a channel has changed. */
    void channelChanged(const ChannelStatus &channel);
    void channelRemoved();
    void clear();
    /** The last one that was made; empty when no channel is refused. */
    const Notice &notice() const { return m_notice; }
    /** Emits the pending notice, or waits for the remaining answers first. */
    void update();

Q_SIGNALS:
    /** A channel was refused. */
    void refused(const Notice &notice);
    /** Fewer channels are refused than before; the notice is empty when none is. */
    void noticeChanged(const Notice &notice);

private:
    void announce();
    Notice makeNotice();

    const WatchSession &m_session;
    using Answer = std::tuple<Centrifuge::ErrorLayer, quint32, QString>; ///< its code and reason

    std::optional<Answer> m_newest; ///< the answer that the notice explains
    std::map<Answer, int> m_newAnswers; ///< how often each came since the last announcement
    Notice m_notice;
    bool m_isDue = false;
    QTimer m_answerTimer; ///< limits the wait for channels without an answer
};
