// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/events.h"
#include "centrifuge/plainpublication.h"
#include "monitor/entry/entrykind.h"
#include "monitor/platform/messagelimits.h"
#include "monitor/watch/backfillqueue.h"
#include "monitor/watch/gapfinding.h"
#include "monitor/watch/offsetgap.h"

#include <QObject>

#include <chrono>
#include <optional>
#include <string>

/** Who made a subscription: this client, or the server by itself. */
enum class SubscribedBy : std::uint8_t { Client, Server };

/**
 * The stream of one channel: turns its events into rows, follows its position, finds the gaps in it
 * and fills them from the history. I/O thread.
 */
class ChannelStream : public QObject
{
    Q_OBJECT

public:
    ChannelStream(const QString &channel, SubscribedBy subscribedBy, const StreamServices &services,
                  QObject *parent = nullptr);

    const std::string &name() const { return m_name; } ///< UTF-8
    /** Who made the current subscription, or the last one. */
    SubscribedBy subscribedBy() const { return m_subscribedBy; }

    /** Shows the history before the first live message. If the channel is subscribed already, it is
     * fetched now. */
    void beginWithBacklog();

    // Before the first showSubscribed():
    /** Continues at the position of an earlier session of the same user. */
    void resumeFrom(const KeptPosition &position);
    /** A row says how much was published since then; it is fetched only on request. */
    void setLastWatched(const KeptPosition &position) { m_lastWatched = position; }

    void showSubscribing(const Centrifuge::StateChange &change);
    void showSubscribed(const Centrifuge::SubscribedEvent &event);
    void showUnsubscribed(const Centrifuge::StateChange &change);
    void showPublication(const Centrifuge::PublicationEvent &event);
    /** As showPublication() for publications without tags and info; copies the data only once. */
    void showPlain(const Centrifuge::PlainPublication &publication);
    void showPresence(EntryKind kind, const Centrifuge::ClientInfo &info); ///< Join or Leave
    void countDuplicate();
    /** The subscription has a filter on tags. */
    void setFiltered(bool filtered) { m_past.hasFilter = filtered; }
    void setWithoutRecovery(bool isWithout) { m_past.withoutRecovery = isWithout; }
    /** The server declared our position invalid. */
    void invalidatePosition() { m_past.wasInvalidated = true; }
    /** Fetches a gap from the history; rows say how it ended. No effect while one is fetched. */
    void fetch(OffsetGap gap);
    /** The session ends: reports as missing what could not be fetched until now. */
    void end();

private:
    std::uint8_t originFlag() const;
    void showHandover(const Centrifuge::SubscribedEvent &event);
    std::optional<BackfillJob> jobFor(const std::optional<GapFinding> &finding,
                                      const Centrifuge::SubscribedEvent &event) const;
    void addSubscribed(const Centrifuge::SubscribedEvent &event,
                       const std::optional<BackfillJob> &job);
    void addJobs(const std::optional<BackfillJob> &job);
    void updatePast(const Centrifuge::SubscribedEvent &event);
    void updatePosition(const Centrifuge::SubscribedEvent &event);
    void reportSinceLastWatched(const Centrifuge::SubscribedEvent &event);
    bool isNewStream(const std::string &epoch) const;
    void showGap(const GapFinding &finding);
    void setEpoch(const QString &epoch);
    void trackOffset(std::uint64_t offset, bool isRecovered);

    const QString m_channel;
    const std::string m_name;
    SubscribedBy m_subscribedBy;
    bool m_isLive = false; ///< subscribed, with no interruption since
    WatcherOutput &m_output;
    const MessageLimits m_limits;
    const quint64 m_mostFetched;
    BackfillQueue m_backfills;
    KnownPosition m_position;
    std::optional<std::uint64_t>
        m_begin; ///< offset before the first message that is shown, if known
    std::uint32_t m_backlog = 0; ///< recovered messages to come that belong to the backlog
    std::optional<OffsetGap> m_openGap; ///< a gap whose end is not known yet
    KnownChannelState m_past;
    std::vector<OffsetGap> m_unfetched; ///< gaps of the session before
    std::optional<KeptPosition> m_lastWatched; ///< until it was reported
    bool m_expectsBacklog = false;
};
