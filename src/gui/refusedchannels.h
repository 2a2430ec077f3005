// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/notice.h"
#include "monitor/watchsession.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <optional>
#include <utility>

/**
 * The channels that the server refused or ended, as one notice: those of the newest answer, however
 * many they are, and how many others there are. Of answers that come together the most frequent
 * counts as the newest. It waits until every channel has its answer, or for
 * half a second, so that the notice does not change with each of them. Main thread.
 */
class RefusedChannels : public QObject
{
    Q_OBJECT

public:
    /** `session` outlives this. */
    explicit RefusedChannels(const WatchSession &session, QObject *parent = nullptr);

    /** The channel is in another state now. */
    void channelChanged(const ChannelStatus &channel);
    void channelRemoved();
    void clear();
    /** Announces what there is to tell, now or soon. */
    void update();

Q_SIGNALS:
    /** Another one was refused. */
    void refused(const Notice &notice);
    /** Some are not refused any more; an empty notice: none is. */
    void lessRefused(const Notice &notice);

private:
    void announce();
    Notice makeNotice();

    const WatchSession &m_session;
    using Answer = std::pair<quint32, QString>; ///< code and reason

    std::optional<Answer> m_newest; ///< that is told of
    std::map<Answer, int> m_fresh; ///< how often each came since the last announcement
    bool m_isDue = false;
    QTimer m_patience; ///< with channels that have no answer yet
};
