// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/explain/explanation.h"
#include "monitor/server/apiqueries.h"
#include "monitor/server/poll.h"
#include "monitor/server/presencelist.h"
#include "monitor/watch/presencequestion.h"

#include <QObject>

#include <optional>
#include <span>
#include <string>

class JournalFeed;
class WatchSession;
struct ChannelStatus;

/** By whose right the server was asked. */
enum class PresenceRight { None, User, ApiKey };

/**
 * Watches who is in one channel: asks on the connection, by the right of its user, and where that
 * is refused with the API key, again and again while somebody looks; follows joins and leaves in
 * between. Main thread.
 */
class PresenceWatch : public QObject
{
    Q_OBJECT

public:
    /** Asks as the user of `session`; the rows of `feed` have the joins and leaves. Both outlive
     * this. */
    PresenceWatch(WatchSession &session, JournalFeed &feed, QObject *parent = nullptr);

    /** Also for a changed server or user. */
    void setConnection(const ConnectionSettings &connection);
    void setChannel(const QString &channel);
    void setShown(bool shown) { m_poll.setActive(shown); }
    /** Asks at once, also by a right that was refused. */
    void refresh();

    const QString &channel() const { return m_channel; }
    const PresenceList &list() const { return m_list; }
    /** Of the newest answer. */
    PresenceRight right() const { return m_right; }
    /** Only numbers, where the clients are too many to be listed on the connection. */
    const std::optional<Centrifuge::PresenceStatsResult> &counts() const { return m_counts; }
    /** Why there is no newer answer; empty where there is one. */
    const Explanation &problem() const { return m_problem; }
    /** Why the user's own right was not enough, as a short sentence; empty where it was. */
    const QString &whyNotByUser() const { return m_whyNotByUser; }
    /** Whether the session is subscribed, so that it gets the joins and leaves that are sent. */
    bool isSubscribed() const;
    const Poll &poll() const { return m_poll; }

Q_SIGNALS:
    void changed();

private:
    void restart();
    void ask();
    void askApi();
    bool canAskAsUser() const;
    void takeUserAnswer(const PresenceAnswer &answer);
    void refuseUser(const Centrifuge::Error &error);
    void takeApiAnswer(const ApiAnswer &answer);
    void takeClients(const Centrifuge::PresenceResult &clients, PresenceRight right);
    void fail(const Explanation &problem);
    void followConnection();
    void followChannel(const ChannelStatus &status);
    void followRows(std::span<const Entry> rows);

    WatchSession &m_session;
    const Centrifuge::Clock &m_clock;
    ApiQueries m_api;
    Poll m_poll;
    ConnectionSettings m_connection;
    QString m_channel;
    std::string m_channelUtf8;
    PresenceList m_list;
    PresenceRight m_right = PresenceRight::None;
    std::optional<Centrifuge::PresenceStatsResult> m_counts;
    Explanation m_problem;
    QString m_whyNotByUser; ///< set: the connection is not asked again
    Explanation m_userRefusal; ///< the same, explained
    QueryCost m_cost; ///< of the present question so far
    bool m_isAskingUser = false;
    bool m_wasCutOff = false; ///< the connection was lost before the answer
    bool m_isTooMuch = false; ///< an answer was more than the server sends on a connection
    bool m_wasConnected = false;
    bool m_wasSubscribed = false;
};
