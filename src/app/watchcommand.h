// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/commandline.h"
#include "app/commandrecording.h"
#include "app/explainer.h"
#include "app/output.h"
#include "app/watchprogress.h"
#include "monitor/entry/eventjson.h"
#include "monitor/filter/filter.h"
#include "monitor/filter/filterexclusion.h"
#include "monitor/journal/journal.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

class IoThread;
class SignalWatcher;

/**
 * `realtime-monitor watch` and `record`: prints or records entries as they arrive, until the count,
 * the timeout, a refusal or a signal. Main thread.
 */
class WatchCommand : public QObject
{
    Q_OBJECT

public:
    WatchCommand(const CommandLine &line, const std::vector<WatchRequest> &requests, IoThread &io);

    /** Entries are recorded instead of printed; `path` is what was asked for. */
    void setRecorder(std::unique_ptr<Recorder> recorder, const std::string &path);
    void start(SignalWatcher &signalWatcher);
    /** Says which watchers have neither a token nor a secret; true where there is one. To be called
     * before start(), which must not follow then. */
    bool reportDisabled();

private:
    void printEntries(qsizetype count);
    void printEntry(const Entry &entry);
    void printPublication(const Entry &entry);
    bool isFilteredOut(const Entry &entry);
    void printOffline();
    void explain(const Entry &entry);
    void follow(const Entry &entry);
    void endByTimeout();
    QString notLiveText(const QStringList &watchers) const;
    void finish(int exitCode);
    void interrupt(int exitCode);
    void leave();

    const IoThread &m_io;
    const std::vector<WatchRequest> m_requests; ///< one for each watcher
    const qint64 m_wanted; ///< publications; 0: no limit
    const std::chrono::seconds m_timeout; ///< 0: none
    const bool m_isJson;
    const bool m_isStrict; ///< ends with the first watcher or channel that is refused or ended
    FilterRun m_filter;
    FilterExclusion m_exclusion; ///< of what was left out before anything was printed
    WatchProgress m_progress;
    std::unique_ptr<CommandRecording> m_recording; ///< null for watch
    Output m_output;
    const JsonAudience m_reader;
    Journal m_journal;
    WatchGroup m_group;
    Explainer m_explainer;
    qint64 m_printed = 0;
    std::optional<int> m_exitCode; ///< set when the command is ending
};
