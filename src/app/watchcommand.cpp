// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/watchcommand.h"

#include "app/commands.h"
#include "app/exitcode.h"
#include "app/options.h"
#include "app/signalwatcher.h"
#include "app/watchrequests.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/eventtext.h"
#include "monitor/filter/filtertext.h"
#include "monitor/platform/iothread.h"
#include "monitor/watch/recordingorigin.h"
#include "text/visibletext.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

using namespace std::chrono_literals;

namespace {

constexpr auto CloseLimit = 2s;
constexpr auto LastFlushLimit = 500ms;
/** In bytes: room for one of the largest messages. Smaller than in the window, as this can wait. */
constexpr std::size_t RecorderQueue = std::size_t(33) * 1024 * 1024;

std::chrono::microseconds wallNow()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now().time_since_epoch());
}

} // namespace

WatchCommand::WatchCommand(const CommandLine &line, const std::vector<WatchRequest> &requests,
                           IoThread &io)
    : m_io(io)
    , m_requests(requests)
    , m_wanted(line.number(QStringLiteral("count")))
    , m_timeout(line.seconds(QStringLiteral("timeout")))
    , m_isJson(line.has(QStringLiteral("json")))
    , m_isStrict(line.has(QStringLiteral("strict")))
    , m_filter(compileFilter(line.value(QStringLiteral("filter"))).filter)
    , m_exclusion({line.value(QStringLiteral("filter")).toStdString()})
    , m_progress(m_requests)
    , m_reader(m_output.isTerminal() ? JsonAudience::Terminal : JsonAudience::Program)
    , m_group(io, m_journal)
{
    connect(&m_group.feed(), &JournalFeed::entriesAppended, this, &WatchCommand::printEntries);
    connect(&m_group, &WatchGroup::allClosed, this, &WatchCommand::leave);
}

void WatchCommand::setRecorder(std::unique_ptr<Recorder> recorder, const std::string &path)
{
    m_recording = std::make_unique<CommandRecording>(std::move(recorder), path);
    connect(m_recording.get(), &CommandRecording::failed, this, [this] { finish(Failed); });
}

void WatchCommand::start(SignalWatcher &signalWatcher)
{
    m_output.setInterruption(signalWatcher.descriptor());
    connect(&signalWatcher, &SignalWatcher::interrupted, this, &WatchCommand::interrupt);
    if (m_timeout > 0s) {
        m_output.setDeadline(m_timeout);
        QTimer::singleShot(m_timeout, this, &WatchCommand::endByTimeout);
    }
    for (const WatchRequest &request : m_requests) {
        const bool isFirst = &request == &m_requests.front();
        WatchSession *session = isFirst ? &m_group.first() : m_group.add();
        session->start(request);
    }
}

void WatchCommand::printEntries(qsizetype count)
{
    const std::size_t size = m_journal.size();
    for (std::size_t i = size - std::min(std::size_t(count), size); i < size; ++i) {
        printEntry(m_journal.at(i));
    }
    // Printed entries are not needed any more.
    m_journal.discard();
    m_output.flush();
    if (m_output.state() != Output::State::Open) {
        finish(m_output.state() == Output::State::ReaderGone ? Done : Failed);
    }
}

void WatchCommand::printEntry(const Entry &entry)
{
    if (entry.kind == EntryKind::Publication) {
        printPublication(entry);
        return;
    }
    const bool isState =
        entry.kind == EntryKind::Connection || entry.kind == EntryKind::Subscription;
    if (entry.kind == EntryKind::Connection && m_progress.isRefused(entry.watcher)) {
        return; // a refusal is final: closing the connection is not reported
    }
    if (isFilteredOut(entry)) {
        return;
    }
    if (m_recording != nullptr) {
        m_recording->record(entry);
    } else if (m_isJson) {
        m_output.writeLine(eventJson(entry, m_reader));
    }
    if (entry.kind != EntryKind::Join && entry.kind != EntryKind::Leave) {
        say(eventText(entry));
        explain(entry);
    }
    if (isState) {
        follow(entry);
    }
}

void WatchCommand::explain(const Entry &entry)
{
    const WatchSession *session = m_group.find(QString::fromUtf8(entry.watcher));
    m_explainer.explainRow(entry, session != nullptr ? *session : m_group.first());
}

void WatchCommand::printPublication(const Entry &entry)
{
    if (m_exitCode) {
        return; // already ending
    }
    if (isFilteredOut(entry)) {
        return;
    }
    if (m_recording != nullptr) {
        m_recording->record(entry);
    } else if (m_isJson) {
        m_output.writeLine(eventJson(entry, m_reader));
    } else {
        writePublicationLine(entry, [this](QByteArrayView piece) { m_output.write(piece); });
        m_output.write("\n");
    }
    ++m_printed;
    if (m_wanted > 0 && m_printed == m_wanted) {
        finish(Done);
    }
}

/** The filter applies to messages only, not to entries about the connection or a loss. */
bool WatchCommand::isFilteredOut(const Entry &entry)
{
    const bool isContent = entry.kind == EntryKind::Publication || entry.kind == EntryKind::Join
        || entry.kind == EntryKind::Leave || entry.kind == EntryKind::Undecodable;
    const bool isOut = isContent && !m_filter.matches(entry);
    if (isOut && m_printed == 0) {
        m_exclusion.see(entry);
    }
    return isOut;
}

void WatchCommand::follow(const Entry &entry)
{
    switch (m_progress.follow(entry)) {
    case WatchProgress::Meaning::GoesOn:
        break;
    case WatchProgress::Meaning::LosesSome:
        if (m_isStrict) {
            finish(Failed);
        }
        break;
    case WatchProgress::Meaning::LosesAll:
        finish(Failed);
        break;
    case WatchProgress::Meaning::Disabled:
        finish(RealtimeDisabled);
        break;
    }
}

void WatchCommand::endByTimeout()
{
    if (m_wanted > 0) {
        say(QStringLiteral("time is up after %1 s with %2 of %3 publications")
                .arg(m_timeout.count())
                .arg(m_printed)
                .arg(m_wanted));
        finish(Failed);
        return;
    }
    const QStringList notLive = m_progress.notIn(SessionState::Live);
    if (!notLive.isEmpty()) {
        say(QStringLiteral("time is up after %1 s and ").arg(m_timeout.count())
            + notLiveText(notLive));
    }
    finish(notLive.isEmpty() ? Done : Failed);
}

QString WatchCommand::notLiveText(const QStringList &watchers) const
{
    if (m_requests.size() > 1) {
        return QStringLiteral("not live: ") + Text::visible(watchers.join(QStringLiteral(", ")));
    }
    return m_progress.stateOfFirst() == SessionState::Partial
        ? QStringLiteral("not every channel is subscribed")
        : QStringLiteral("the connection is not live");
}

void WatchCommand::finish(int exitCode)
{
    if (m_exitCode) {
        return;
    }
    m_exitCode = exitCode;
    QTimer::singleShot(CloseLimit, this, &WatchCommand::leave);
    // Queued, as this may be called from a signal of a session.
    QMetaObject::invokeMethod(&m_group, &WatchGroup::closeAll, Qt::QueuedConnection);
}

/** Also stops waiting for a slow reader while already ending. */
void WatchCommand::interrupt(int exitCode)
{
    m_output.setDeadline(LastFlushLimit);
    if (m_exitCode) {
        m_exitCode = exitCode;
        leave();
    } else {
        finish(exitCode);
    }
}

void WatchCommand::leave()
{
    if (!m_exitCode) {
        return;
    }
    printOffline();
    if (const auto strictest = m_exclusion.strictest(); strictest && m_printed == 0) {
        say(exclusionText(*strictest));
    }
    m_output.flush();
    if (m_recording != nullptr && !m_recording->end()) {
        m_exitCode = Failed;
    }
    QCoreApplication::exit(*m_exitCode);
}

/** Adds a last event for each, as a closing session emits no entry. */
void WatchCommand::printOffline()
{
    for (const std::string &watcher : m_progress.up()) {
        Entry entry;
        entry.kind = EntryKind::Connection;
        entry.setState(SessionState::Offline);
        entry.wall = wallNow();
        entry.watcher = watcher;
        m_progress.follow(entry);
        if (m_recording != nullptr) {
            entry.monotonic = m_io.clock().monotonic();
            m_recording->record(entry);
        } else if (m_isJson) {
            m_output.writeLine(eventJson(entry, m_reader));
        }
    }
}

namespace {

Rotation rotationOf(const CommandLine &line)
{
    Rotation rotation =
        parseRotation(line.value(QStringLiteral("rotate")).toStdString()).value_or(Rotation());
    rotation.keep = std::size_t(line.number(QStringLiteral("keep")));
    return rotation;
}

/** Prints entries, or records them if `path` is not empty. */
int runSession(const CommandLine &line, const LoadedConnection &loaded, const QString &path)
{
    const auto requests = watchRequests(line, loaded);
    if (!requests) {
        say(requests.error().message);
        return WrongUsage;
    }
    SignalWatcher signalWatcher;
    IoThread io;
    WatchCommand command(line, requests.value(), io);
    if (command.reportDisabled()) {
        return RealtimeDisabled;
    }
    if (!path.isEmpty()) {
        RecorderLimits limits;
        limits.queueBytes = RecorderQueue;
        limits.rotation = rotationOf(line);
        const std::string file =
            QFile::encodeName(QFileInfo(path).absoluteFilePath()).toStdString();
        Recorder::Started started = Recorder::start(file, factsOf(requests.value()), limits);
        if (started.recorder == nullptr) {
            say(QString::fromStdString(started.fault));
            return Failed;
        }
        command.setRecorder(std::move(started.recorder), file);
    }
    command.start(signalWatcher);
    return QCoreApplication::exec();
}

} // namespace

int runRecord(const CommandLine &line, const LoadedConnection &loaded)
{
    const QString path = line.value(QStringLiteral("output"));
    if (path.isEmpty()) {
        say(QStringLiteral("record needs --output FILE; see realtime-monitor record --help"));
        return WrongUsage;
    }
    return runSession(line, loaded, path);
}

int runWatch(const CommandLine &line, const LoadedConnection &loaded)
{
    return runSession(line, loaded, {});
}

bool WatchCommand::reportDisabled()
{
    bool isDisabled = false;
    for (const WatchRequest &request : m_requests) {
        if (request.connection.canConnect()) {
            continue;
        }
        isDisabled = true;
        const QByteArray reason = request.connection.source == ConnectionSettings::Source::Profile
            ? request.connection.whyNoConnect().toUtf8()
            : QByteArray("CENTRIFUGO_TOKEN_HMAC_SECRET is not set and there is no ready token "
                         "(CENTRIFUGO_TOKEN, --token-file); a server that needs none: --no-token");
        const std::string watcher = request.watcher.toStdString();
        Entry entry;
        entry.kind = EntryKind::Connection;
        entry.setState(SessionState::Disabled);
        entry.wall = wallNow();
        entry.watcher = watcher;
        entry.payload = {reason.constData(), std::size_t(reason.size())};
        printEntry(entry);
    }
    m_output.flush();
    return isDisabled;
}
