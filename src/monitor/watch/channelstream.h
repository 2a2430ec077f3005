// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/events.h"
#include "centrifuge/plainpublication.h"
#include "monitor/entry/entry.h"
#include "monitor/platform/messagelimits.h"
#include "monitor/watch/backfillqueue.h"
#include "monitor/watch/gapreason.h"
#include "monitor/watch/offsetgap.h"

#include <QObject>

#include <chrono>
#include <optional>
#include <string>

/** Who made a subscription: a channel that we asked for, or one that the server gave us. */
enum class SubscribedBy : std::uint8_t { Client, Server };

/**
 * One channel's stream as the log shows it: its position, the gaps in it, and how they are filled
 * from the history. I/O thread.
 */
class ChannelStream : public QObject
{
    Q_OBJECT

public:
    ChannelStream(const QString &channel, SubscribedBy subscribedBy, const StreamServices &services,
                  QObject *parent = nullptr);

    const std::string &name() const { return m_name; } ///< UTF-8
    /** Who made the present subscription, or the last. */
    SubscribedBy subscribedBy() const { return m_subscribedBy; }

    /** The log is to begin with what the history keeps; where the channel is subscribed already,
     * that is fetched now. */
    void beginWithBacklog();

    // What is known before the first showSubscribed().
    /** An earlier session of the same user left it there. */
    void resumeFrom(const KeptPosition &position);
    /** What was published since then is announced, and fetched only on request. */
    void setLastWatched(const KeptPosition &position) { m_lastWatched = position; }

    void showSubscribing(const Centrifuge::StateChange &change);
    void showSubscribed(const Centrifuge::SubscribedEvent &event);
    void showUnsubscribed(const Centrifuge::StateChange &change);
    void showPublication(const Centrifuge::PublicationEvent &event);
    /** As showPublication(), for most of what comes: from the frame into the batch without a copy.
     */
    void showPlain(const Centrifuge::PlainPublication &publication);
    void showPresence(EntryKind kind, const Centrifuge::ClientInfo &info); ///< Join or Leave
    void countDuplicate();
    /** The subscription asks for those messages only whose tags fit. */
    void setFiltered() { m_past.hasFilter = true; }
    /** The server took back our position. */
    void invalidatePosition() { m_past.wasInvalidated = true; }
    /** Asks the history for what is missing; the rows say how it went. No effect while it does. */
    void fetch(OffsetGap gap);
    /** The session ends: what could not be fetched until now is said to be missing. */
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
    ArrivalBatcher &m_output;
    const MessageLimits m_limits;
    const quint64 m_mostFetched;
    BackfillQueue m_backfills;
    KnownPosition m_position;
    std::optional<std::uint64_t> m_begin; ///< offset before the first one that came, where known
    std::uint32_t m_backlog = 0; ///< how many of those to come belong to it
    std::optional<OffsetGap> m_openGap; ///< whose end is not known yet
    ChannelPast m_past;
    std::vector<OffsetGap> m_unfetched; ///< of the session before
    std::optional<KeptPosition> m_lastWatched; ///< until it is told
    bool m_expectsBacklog = false;
};
