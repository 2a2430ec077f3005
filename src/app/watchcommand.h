// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/commandline.h"
#include "app/commandrecording.h"
#include "app/explainer.h"
#include "app/output.h"
#include "app/remainingchannels.h"
#include "monitor/entry/eventjson.h"
#include "monitor/filter/filter.h"
#include "monitor/filter/filterexclusion.h"
#include "monitor/journal/journal.h"
#include "monitor/watch/watchsession.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

class IoThread;
struct LoadedConnection;
class SignalWatcher;

/**
 * `realtime-monitor watch` and `record`: prints or records entries as they arrive, until the count,
 * the timeout, a refusal or a signal. Main thread.
 */
class WatchCommand : public QObject
{
    Q_OBJECT

public:
    WatchCommand(const CommandLine &line, const LoadedConnection &loaded, IoThread &io);

    /** Entries are recorded instead of printed; `path` is what was asked for. */
    void setRecorder(std::unique_ptr<Recorder> recorder, const std::string &path);
    void start(SignalWatcher &signalWatcher);
    /** Call instead of start() if the connection has no token and no secret. */
    void reportDisabled();

private:
    void printEntries(qsizetype count);
    void printEntry(const Entry &entry);
    void printPublication(const Entry &entry);
    bool isFilteredOut(const Entry &entry);
    void printOffline();
    void followConnection(SessionState state);
    void followChannel(const Entry &entry);
    void endByTimeout();
    void finish(int exitCode);
    void interrupt(int exitCode);
    void leave();

    const IoThread &m_io;
    const WatchRequest m_request;
    const qint64 m_wanted; ///< publications; 0: no limit
    const std::chrono::seconds m_timeout; ///< 0: none
    const bool m_isJson;
    const bool m_isStrict; ///< ends with the first channel that is refused or unsubscribed
    FilterRun m_filter;
    FilterExclusion m_exclusion; ///< of what was left out before anything was printed
    RemainingChannels m_channels;
    std::unique_ptr<CommandRecording> m_recording; ///< null for watch
    Output m_output;
    const JsonAudience m_reader;
    Journal m_journal;
    JournalFeed m_feed;
    WatchSession m_session;
    Explainer m_explainer;
    SessionState m_state = SessionState::Offline;
    qint64 m_printed = 0;
    std::optional<int> m_exitCode; ///< set when the command is ending
};
