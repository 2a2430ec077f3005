// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/explain/explanation.h"
#include "monitor/server/apiqueries.h"
#include "monitor/server/poll.h"

#include <QHash>
#include <QMap>
#include <QObject>

#include <cstdint>
#include <functional>

class WatchSession;

/** How a channel stands with us. */
struct OwnChannel
{
    ChannelState state = ChannelState::Subscribing; ///< with the first watcher that has it
    std::uint32_t code = 0; ///< why it is not subscribed, of the server
    std::uint32_t subscriptions = 0; ///< of all watchers
};

/** By channel; also those that the server subscribed us to. */
using OwnChannels = QHash<QString, OwnChannel>;
OwnChannels ownChannels(const QList<const WatchSession *> &watchers);

/** The channels of the server at one moment. */
struct ChannelSample
{
    QMap<QString, std::uint32_t> clients; ///< subscribed ones, ourselves included, by channel
    OwnChannels before; ///< ours when the server was asked

    /** How many others are in `channel`, with our own subscription as it is in `own`. */
    std::uint32_t others(const QString &channel, const OwnChannels &own) const;
};

/**
 * Samples which channels that match a pattern have subscribers, with the API key, while somebody
 * looks or the pattern is watched. Main thread.
 */
class ChannelSampler : public QObject
{
    Q_OBJECT

public:
    using Own = std::function<OwnChannels()>;

    /** `own` is called with each question; `io` outlives this. */
    ChannelSampler(Own own, IoThread &io, QObject *parent = nullptr);

    /** Also for a changed server. */
    void setConnection(const ConnectionSettings &connection);
    /** A glob, as Centrifugo has it; empty for all channels. */
    void setPattern(const QString &pattern);
    void setShown(bool shown);
    /** Goes on while nobody looks. */
    void setKept(bool kept);
    void refresh() { m_poll.askNow(); }

    const QString &pattern() const { return m_pattern; }
    const ChannelSample &sample() const { return m_sample; }
    bool hasSample() const { return m_hasSample; }
    /** Why there is no newer sample; empty where there is one. */
    const Explanation &problem() const { return m_problem; }
    const Poll &poll() const { return m_poll; }

Q_SIGNALS:
    void sampled();
    void changed(); ///< also without a sample

private:
    void restart();
    void ask();
    void take(const ApiAnswer &answer);
    void fail(const Explanation &problem, const QueryCost &cost);

    const Own m_own;
    ApiQueries m_api;
    Poll m_poll;
    ConnectionSettings m_connection;
    QString m_pattern;
    OwnChannels m_before; ///< when the last question was asked
    ChannelSample m_sample;
    Explanation m_problem;
    quint64 m_question = 0;
    bool m_hasSample = false;
    bool m_isShown = false;
    bool m_isKept = false;
};
