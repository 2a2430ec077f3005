// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec.h"
#include "centrifuge/events.h"
#include "monitor/entry.h"
#include "monitor/gapbackfill.h"
#include "monitor/gapreason.h"
#include "monitor/offsetgap.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

class ArrivalBatcher;
class HistoryReader;

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
    /** What a stream needs of its worker; both outlive it. */
    struct Services
    {
        ArrivalBatcher &output;
        HistoryReader &history;
        const Centrifuge::Clock &clock;
    };

    ChannelStream(const QString &channel, SubscribedBy subscribedBy, const Services &services,
                  QObject *parent = nullptr);

    const std::string &name() const { return m_name; } ///< UTF-8
    /** Who made the present subscription, or the last. */
    SubscribedBy subscribedBy() const { return m_subscribedBy; }

    void showSubscribing(const Centrifuge::StateChange &change);
    void showSubscribed(const Centrifuge::SubscribedEvent &event);
    void showUnsubscribed(const Centrifuge::StateChange &change);
    void showPublication(const Centrifuge::PublicationEvent &event);
    /** As showPublication(), for most of what comes: from the frame into the batch without a copy.
     */
    void showPlain(const Centrifuge::PlainPublication &publication,
                   std::chrono::nanoseconds receivedAt);
    void showPresence(EntryKind kind, const Centrifuge::ClientInfo &info); ///< Join or Leave
    void countDuplicate();
    /** The server took back our position. */
    void invalidatePosition() { m_past.wasInvalidated = true; }
    /** Asks the history for what is missing; the rows say how it went. No effect while it does. */
    void fetch(OffsetGap gap);

private:
    std::uint8_t originFlag() const;
    void showHandover(const Centrifuge::SubscribedEvent &event);
    bool isNewStream(const std::string &epoch) const;
    std::optional<OffsetGap> gapBefore(const Centrifuge::SubscribedEvent &event) const;
    void setEpoch(const QString &epoch);
    void trackOffset(std::uint64_t offset);
    void showFetched(const std::string &epoch,
                     const std::vector<Centrifuge::Publication> &publications);
    void endFetch(const BackfillResult &result);
    void addPublication(Entry row, const Centrifuge::Publication &publication);

    const QString m_channel;
    const std::string m_name;
    SubscribedBy m_subscribedBy;
    bool m_isHeard = false; ///< subscribed, with no interruption since
    ArrivalBatcher &m_output;
    HistoryReader &m_history;
    const Centrifuge::Clock &m_clock;
    std::string m_epoch;
    std::optional<std::uint64_t> m_offset; ///< of the last publication, where it is known
    std::uint32_t m_backlog = 0; ///< how many of those to come belong to it
    std::optional<OffsetGap> m_openGap; ///< whose end is not known yet
    ChannelPast m_past;
    GapBackfill *m_backfill = nullptr; ///< ours, while it works
};
