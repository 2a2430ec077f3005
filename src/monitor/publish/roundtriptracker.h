// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "centrifuge/clock.h"
#include "monitor/entry/roundtriptag.h"
#include "monitor/publish/watcherreceipt.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

struct Entry;
struct PushFingerprint;

/** One publish, from the API call to the arrival of its push. */
struct RoundTrip
{
    enum class State {
        Waiting, ///< for the answer or the push
        Proven, ///< a subscription delivered the push, matched by position or tag
        Likely, ///< a push with the same payload came in time
        NotSeen, ///< accepted by the API, but no push came in time
        Rejected, ///< refused by the API or a proxy
        Unknown, ///< sent; neither an answer nor a push tells whether it was published
        NotSent ///< it never left: no connection, a refused certificate, a wrong argument
    };
    enum class Match { None, Position, Tag, Payload };

    quint64 id = 0; ///< of the publish, from Publisher
    QString channel;
    QByteArray payload;
    QString tag; ///< value of `rm-id`, empty when switched off
    State state = State::Waiting;
    Match matchedBy = Match::None;
    std::chrono::nanoseconds startedAt{0};
    std::optional<std::chrono::nanoseconds> apiTime; ///< call to answer
    std::optional<std::chrono::nanoseconds> pushTime; ///< call to push
    Centrifuge::StreamPosition position; ///< as the API answered
    std::optional<Centrifuge::Error> error; ///< for Rejected, Unknown and NotSent
    /** The push carried the same bytes; of one that was too large to keep, as many. */
    bool payloadIdentical = true;
    QString idempotencyKey; ///< may be empty
    bool isRepeated = false; ///< an earlier one carried the same idempotency key
    /** Whether each watcher has received it; empty where nobody asked. The first push proves the
     * publish; these tell on how many it is proven. */
    WatcherReceipts watchers{};
};

Q_DECLARE_METATYPE(RoundTrip)

/** The state of a publish that failed with `error`: Unknown, Rejected or NotSent. */
RoundTrip::State failedState(const Centrifuge::Error &error);

/**
 * Matches publishes with the pushes that a subscription delivers; answer and push may come in
 * either order. Matches by (epoch, offset) if the API returned them, else by tag, else by payload,
 * which is only likely. Main thread.
 */
class RoundTripTracker : public QObject
{
    Q_OBJECT

public:
    RoundTripTracker(const Centrifuge::Clock &clock, QObject *parent = nullptr);
    ~RoundTripTracker() override;

    /** How long an accepted publish may wait for its push; 10 s by default. */
    void setPushTimeout(std::chrono::milliseconds timeout);

    /** A fresh value for the tag: a UUID that begins with the time, see timeduuid.h. */
    static QString newTag();

    /** Right after Publisher::publish(). `watchers`: who should receive it, see
     * expectedReceipts(). */
    void started(quint64 id, const Centrifuge::PublishRequest &request,
                 const WatcherReceipts &watchers = {});
    /** The API has answered, or the call has failed. */
    void answered(quint64 id, const Centrifuge::PublishResult &result);
    /** For each publication that arrives, at any watcher. */
    void pushArrived(const Entry &entry);
    /** For each row about a connection or a subscription. */
    void followState(const Entry &entry);

    std::optional<RoundTrip> roundTrip(quint64 id) const;
    /** Newest last; at most the last 1,000. */
    const std::deque<RoundTrip> &roundTrips() const;

Q_SIGNALS:
    /** This push is the publish, come back to one of the watchers; follows before changed(). It may
     * be told again. */
    void cameBack(const RoundTrip &roundTrip, const PushFingerprint &push);
    void changed(const RoundTrip &roundTrip);

private:
    struct Private;
    std::unique_ptr<Private> d;
};
