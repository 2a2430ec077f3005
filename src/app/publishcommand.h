// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/commandline.h"
#include "app/explainer.h"
#include "app/output.h"
#include "app/proofwatchers.h"
#include "monitor/entry/eventjson.h"
#include "monitor/journal/journal.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/publish/publisher.h"
#include "monitor/publish/roundtriptracker.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"

#include <QObject>
#include <QTimer>

#include <optional>

class IoThread;
class SignalWatcher;

/**
 * `realtime-monitor publish`: one publish through the API; with --prove it subscribes first and
 * waits until the publication comes back, to each user given. Main thread.
 */
class PublishCommand : public QObject
{
    Q_OBJECT

public:
    PublishCommand(const CommandLine &line, const ConnectionSettings &connection, IoThread &io);

    /** `data` is one JSON value. */
    void start(const QByteArray &data, SignalWatcher &signalWatcher);

private:
    void subscribe();
    void publish();
    void readEntries(qsizetype count);
    void readEntry(const Entry &entry);
    void followSubscribing(const Entry &entry);
    void failProof(const Entry &entry);
    void showAnswer(quint64 id, const Centrifuge::PublishResult &result);
    void showReply(const Centrifuge::PublishReply &reply);
    void showFailure(const Centrifuge::Error &error);
    void followRoundTrip(const RoundTrip &roundTrip);
    void endByTimeout();
    Centrifuge::Error notSubscribedInTime() const;
    void endProof(RoundTrip roundTrip);
    void finish(int exitCode);
    void interrupt(int exitCode);
    void leave();

    const CommandLine m_line;
    const ConnectionSettings m_connection;
    const bool m_isProof;
    const bool m_isJson;
    const std::chrono::seconds m_timeout;
    Output m_output;
    const JsonAudience m_reader;
    Centrifuge::PublishRequest m_request;
    Journal m_journal;
    WatchGroup m_group;
    ProofWatchers m_watchers; ///< who subscribe for the proof
    Explainer m_explainer;
    Publisher m_publisher;
    RoundTripTracker m_tracker;
    QTimer m_limit;
    quint64 m_id = 0; ///< of the publish; 0 before
    bool m_isAnswered = false; ///< the API call succeeded or failed
    std::optional<Centrifuge::Error> m_lastError; ///< the last error before the subscription
    std::optional<int> m_exitCode; ///< set when the command is ending
};
