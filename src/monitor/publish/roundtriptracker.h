// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "centrifuge/clock.h"
#include "monitor/entry/entry.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

/** One publish, from the call of the API to the push's arrival. */
struct RoundTrip
{
    enum class State {
        Waiting, ///< neither proven nor ended
        Proven, ///< the push came by subscription and matched by position or tag
        Likely, ///< a push with the same payload came within the time window
        NotSeen, ///< accepted by the API, but no push within the time
        Rejected, ///< the API, or a proxy before it, answered and said no
        Unknown, ///< it was sent, no answer tells whether it was published, and no push decided it
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
};

Q_DECLARE_METATYPE(RoundTrip)

/** What a publish that ended in `error` has come to: Unknown, Rejected or NotSent. */
RoundTrip::State failedState(const Centrifuge::Error &error);

/** The tag key under which a publish carries its id, visible to every subscriber. */
inline constexpr char RoundTripTagKey[] = "rm-id";

/**
 * Matches publishes with the pushes a subscription delivers, in either order of arrival. Main
 * thread; pure logic on the clock it is given. Matches by (epoch, offset) where the API returned
 * them, else by tag, else by payload, which is only likely.
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

    /** Before or after the push, right after Publisher::publish. */
    void started(quint64 id, const Centrifuge::PublishRequest &request);
    /** The API's answer. */
    void answered(quint64 id, const Centrifuge::PublishResult &result);
    /** Each publication the journal got, live or recovered. */
    void pushArrived(const Entry &entry);

    std::optional<RoundTrip> roundTrip(quint64 id) const;
    /** Newest last; at most the last 1,000. */
    const std::deque<RoundTrip> &roundTrips() const;

Q_SIGNALS:
    void changed(const RoundTrip &roundTrip);

private:
    struct Private;
    std::unique_ptr<Private> d;
};
