// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/explain/explanation.h"
#include "monitor/publish/publisher.h"
#include "monitor/publish/roundtriptracker.h"
#include "monitor/publish/runlist.h"

#include <QObject>

#include <map>
#include <optional>

class EntryLog;
class IoThread;
class WatchGroup;

/**
 * What one window has sent: publishes by hand, of which the last can be repeated when its outcome
 * is unknown, and the series of the demo traffic. Each profile has a list of its own. Main thread.
 */
class PublishController : public QObject
{
    Q_OBJECT

public:
    /** Shorter than the 5 minutes for which the server keeps an idempotency key. */
    static constexpr std::chrono::minutes RepeatLimit{4};

    /** `io` and `clock` (that of the main thread) outlive this. */
    PublishController(IoThread &io, const Centrifuge::Clock &clock, QObject *parent = nullptr);
    ~PublishController() override;

    /** Whose pushes prove a publish. `group` outlives this. */
    void setWatchers(const WatchGroup &group) { m_watchers = &group; }
    /** Where their rows are. `log` outlives this. */
    void setLog(const EntryLog &log) { m_log = &log; }
    /** Later publishes go to the list of this profile, which is the one that is shown. */
    void setProfile(const QString &name);
    /** Later publishes go to `connection`; earlier ones can't be repeated any more. */
    void setConnection(const ConnectionSettings &connection);

    /** A publish by hand; gets an idempotency key. */
    void publish(const Centrifuge::PublishRequest &request);
    /** One of a series; has no idempotency key, which would cost the server memory. */
    void publishOfSeries(const Centrifuge::PublishRequest &request);
    /** The publishes of a series from now on are a run of their own. */
    void beginSeries() { m_seriesRun = 0; }
    /** A publish by hand that can't be sent, for this reason. It is no run. */
    void showNotSent(const QString &reason);
    /** The log was cleared: its numbers begin anew. */
    void forgetEntries();

    /** Whether the last publish by hand can be sent again, with the same data and key. */
    bool canRepeat() const;
    /** The same, if that is the one of this run. */
    bool canRepeat(const Run &run) const { return run.trip.id == m_lastOwn && canRepeat(); }
    void repeat();

    /** What was sent with the present profile. */
    const RunList &runs() const { return *m_runs; }
    RunList::Range takeChangedRuns() { return m_runs->takeChanged(); }
    /** Of any profile, to keep it over restarts. */
    RunList &runsOf(const QString &profile) { return m_lists[profile]; }
    /** The last publish by hand, else the last of the series. */
    std::optional<RoundTrip> shownRoundTrip() const;
    /** Why the last publish by hand was not sent; empty when it was. */
    const QString &whyNotSent() const { return m_whyNotSent; }
    /** The user looks at something else. */
    void forgetNotSent() { m_whyNotSent.clear(); }

    RoundTripTracker &tracker() { return m_tracker; }

Q_SIGNALS:
    void changed();

private:
    /** Returns its id; 0 when publishing is disabled. */
    quint64 send(const Centrifuge::PublishRequest &request, Run::Kind kind);
    void addRun(const RoundTrip &trip, Run::Kind kind);
    void follow(const RoundTrip &trip);
    void explainFailure(RunList &list, const Run &run);
    void forgetLast();

    const Centrifuge::Clock &m_clock;
    const WatchGroup *m_watchers = nullptr;
    const EntryLog *m_log = nullptr;
    ConnectionSettings m_connection;
    Publisher m_publisher;
    RoundTripTracker m_tracker;
    Centrifuge::Timer *m_repeatTimer;
    std::map<QString, RunList> m_lists; ///< by profile
    RunList *m_runs; ///< of the present profile
    /** For the explanation of a failure: where a publish went; until it is answered. */
    std::map<quint64, ExplanationContext> m_unanswered;
    std::optional<Centrifuge::PublishRequest> m_last; ///< by hand, while it can be repeated
    std::chrono::nanoseconds m_lastSentAt{0};
    QString m_whyNotSent;
    quint64 m_lastOwn = 0; ///< the last publish by hand
    quint64 m_lastOfSeries = 0;
    quint64 m_seriesRun = 0; ///< the run that the next of a series continues; 0: a new one
};
