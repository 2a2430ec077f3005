// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/connectionstep.h"
#include "centrifuge/events.h"

#include <QHash>
#include <QList>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

/** One step of an attempt to connect. */
struct TimelineStep
{
    Centrifuge::ConnectionStep::Kind kind = Centrifuge::ConnectionStep::Kind::NameResolution;
    Centrifuge::ConnectionStep::State state = Centrifuge::ConnectionStep::State::Started;
    std::chrono::nanoseconds startedAt{0}; ///< monotonic
    std::optional<std::chrono::nanoseconds>
        duration; ///< none while it runs, or if it was not observed
    QString detail{}; ///< plain text
    Centrifuge::Error error{}; ///< if it failed
    QString channel{}; ///< if it is a subscribe
};

/** One attempt to connect and the connection it led to. */
struct TimelineAttempt
{
    enum class State { UnderWay, Live, Failed, Ended };

    int number = 0; ///< from 1, counted over all sessions of the same server
    QString address{}; ///< without user info, query and fragment
    State state = State::UnderWay;
    std::chrono::nanoseconds startedAt{0}; ///< monotonic
    std::chrono::microseconds wall{0}; ///< of the start
    std::optional<std::chrono::nanoseconds> endedAt; ///< monotonic; failed or ended
    QList<TimelineStep> steps{}; ///< up to `connect`, in the order they began
    /** The first ones to begin, and all that failed as long as there is room. */
    QList<TimelineStep> subscribes{};
    int subscribed = 0; ///< of all channels, also those not listed
    int refused = 0;
    int waiting = 0;
    Centrifuge::Error error{}; ///< why it failed
    Centrifuge::StateChange end{}; ///< why the connection ended

    bool isOver() const { return state == State::Failed || state == State::Ended; }
    /** The step that failed, if one did. */
    const TimelineStep *failedStep() const;
};

/**
 * The steps of the current and the last attempts to connect. A plain value, bounded and cheap to
 * copy; events have to be added in their order.
 */
class ConnectionTimeline
{
public:
    static constexpr qsizetype MaxAttempts = 6;
    static constexpr qsizetype MaxSubscribes = 20; ///< listed for one attempt

    /** A new client of the same server counts its attempts from 1 again; the timeline's numbers
     * continue. Ends an open attempt. */
    void beginClient(std::chrono::nanoseconds now, std::chrono::microseconds wall);
    /** `address` and `wall` are used if the step begins an attempt. */
    void addStep(const Centrifuge::ConnectionStep &step, const QString &address,
                 std::chrono::microseconds wall);
    /** The attempt failed, perhaps before its first step, for example without a token. */
    void fail(const Centrifuge::Error &error, std::chrono::nanoseconds now,
              std::chrono::microseconds wall);
    /** The connection, or the attempt, was ended by either side; an attempt that the server refused
     * for good has failed. */
    void end(const Centrifuge::StateChange &change, std::chrono::nanoseconds now,
             std::chrono::microseconds wall);

    const QList<TimelineAttempt> &attempts() const { return m_attempts; } ///< the newest last
    bool isEmpty() const { return m_attempts.isEmpty(); }
    /** Of the attempt that is under way, or else of the next one. */
    int nextNumber() const;

private:
    TimelineAttempt *open();
    TimelineAttempt &begin(std::chrono::nanoseconds at, std::chrono::microseconds wall);
    void updateStep(TimelineAttempt &attempt, const Centrifuge::ConnectionStep &step);
    void updateSubscribe(TimelineAttempt &attempt, const Centrifuge::ConnectionStep &step);
    void finish(TimelineAttempt &attempt, TimelineAttempt::State state,
                std::chrono::nanoseconds now);

    QList<TimelineAttempt> m_attempts;
    QHash<QString, std::chrono::nanoseconds> m_underWay; ///< start of each subscribe
    int m_clientAttempt = 0; ///< number of the last attempt in the client
    int m_number = 0; ///< ours
};

Q_DECLARE_METATYPE(ConnectionTimeline)
