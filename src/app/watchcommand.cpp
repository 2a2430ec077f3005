// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/watchcommand.h"

#include "app/commands.h"
#include "app/exitcode.h"
#include "app/options.h"
#include "app/signalwatcher.h"
#include "monitor/entry/eventtext.h"
#include "monitor/filter/filtertext.h"
#include "monitor/platform/iothread.h"
#include "monitor/watch/recordingorigin.h"
#include "monitor/watch/sessiontext.h"

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

ChannelOptions optionsOf(const CommandLine &line)
{
    ChannelOptions options;
    options.tagsFilter = line.value(QStringLiteral("filter-tags"));
    options.delta = line.has(QStringLiteral("delta"));
    options.positioned = line.has(QStringLiteral("positioned"));
    options.recoverable = !line.has(QStringLiteral("no-recovery"));
    options.joinLeave = !line.has(QStringLiteral("no-join-leave"));
    return options;
}

WatchRequest requestOf(const CommandLine &line, const LoadedConnection &loaded)
{
    WatchRequest request;
    request.connection = loaded.settings;
    request.user =
        line.value(QStringLiteral("user")); // ignored with a ready token, which has its own
    request.timeToLive = line.seconds(QStringLiteral("ttl"));
    request.channels = line.arguments;
    request.channels.removeDuplicates();
    request.wireFormat = line.wireFormat();
    request.backlog = line.has(QStringLiteral("recover"));
    request.fetchOrder = FetchOrder::InOrder;
    request.defaultOptions = optionsOf(line);
    if (loaded.profile && request.defaultOptions == ChannelOptions()) {
        request.channelOptions = loaded.profile->channelOptions;
    }
    if (line.value(QStringLiteral("recover")) == QStringLiteral("all")) {
        request.mostFetched = 0;
    }
    return request;
}

} // namespace

WatchCommand::WatchCommand(const CommandLine &line, const LoadedConnection &loaded, IoThread &io)
    : m_io(io)
    , m_request(requestOf(line, loaded))
    , m_wanted(line.number(QStringLiteral("count")))
    , m_timeout(line.seconds(QStringLiteral("timeout")))
    , m_isJson(line.has(QStringLiteral("json")))
    , m_isStrict(line.has(QStringLiteral("strict")))
    , m_filter(compileFilter(line.value(QStringLiteral("filter"))).filter)
    , m_exclusion({line.value(QStringLiteral("filter")).toStdString()})
    , m_channels(m_request.channels)
    , m_reader(m_output.isTerminal() ? JsonAudience::Terminal : JsonAudience::Program)
    , m_feed(io, m_journal)
    , m_session(m_feed)
{
    connect(&m_feed, &JournalFeed::entriesAppended, this, &WatchCommand::printEntries);
    connect(&m_session, &WatchSession::closed, this, &WatchCommand::leave);
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
    m_session.start(m_request);
}

void WatchCommand::printEntries(qsizetype count)
{
    const std::size_t size = m_journal.size();
    for (std::size_t i = size - std::min(std::size_t(count), size); i < size; ++i) {
        printEntry(m_journal.at(i));
    }
    // Printed entries are not needed any more.
    m_journal.clear();
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
    const bool isConnection = entry.kind == EntryKind::Connection;
    if (isConnection && m_state == SessionState::Refused) {
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
        m_explainer.explainRow(entry, m_session);
    }
    if (isConnection) {
        followConnection(entry.sessionState());
    } else if (entry.kind == EntryKind::Subscription) {
        followChannel(entry);
    }
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

void WatchCommand::followConnection(SessionState state)
{
    m_state = state;
    if (state == SessionState::Refused) {
        finish(Failed);
    } else if (state == SessionState::Disabled) {
        finish(RealtimeDisabled);
    }
}

void WatchCommand::followChannel(const Entry &entry)
{
    m_channels.follow(entry);
    // Code 0: unsubscribed by us. All other codes are final; temporary ones stay in Subscribing.
    if (entry.channelState() != ChannelState::Unsubscribed || entry.code() == 0) {
        return;
    }
    const bool isServers = (entry.flags & ServerSide) != 0; // may come and go
    if (!isServers && (m_isStrict || m_channels.isEmpty())) {
        finish(Failed);
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
    const bool isLive = m_state == SessionState::Live;
    if (!isLive) {
        say(QStringLiteral("time is up after %1 s and %2")
                .arg(m_timeout.count())
                .arg(m_state == SessionState::Partial
                         ? QStringLiteral("not every channel is subscribed")
                         : QStringLiteral("the connection is not live")));
    }
    finish(isLive ? Done : Failed);
}

void WatchCommand::finish(int exitCode)
{
    if (m_exitCode) {
        return;
    }
    m_exitCode = exitCode;
    QTimer::singleShot(CloseLimit, this, &WatchCommand::leave);
    // Queued, as this may be called from a signal of the session.
    QMetaObject::invokeMethod(&m_session, &WatchSession::close, Qt::QueuedConnection);
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

/** Adds a last event, as a closing session emits no entry. */
void WatchCommand::printOffline()
{
    if (!isUp(m_state)) {
        return;
    }
    m_state = SessionState::Offline;
    Entry entry;
    entry.kind = EntryKind::Connection;
    entry.setState(SessionState::Offline);
    entry.wall = wallNow();
    if (m_recording != nullptr) {
        entry.monotonic = m_io.clock().monotonic();
        m_recording->record(entry);
    } else if (m_isJson) {
        m_output.writeLine(eventJson(entry, m_reader));
    }
}

namespace {

bool hasUser(const CommandLine &line, const ConnectionSettings &connection)
{
    if (line.has(QStringLiteral("user")) || !connection.mintsTokens()) {
        return true;
    }
    const QString name = commandSpec(line.command).name;
    say(QStringLiteral("%1 needs --user U, a ready token, or --no-token for a server that needs "
                       "none; see realtime-monitor %1 --help")
            .arg(name));
    return false;
}

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
    if (!hasUser(line, loaded.settings)) {
        return WrongUsage;
    }
    SignalWatcher signalWatcher;
    IoThread io;
    WatchCommand command(line, loaded, io);
    if (!loaded.settings.canConnect()) {
        command.reportDisabled();
        return RealtimeDisabled;
    }
    if (!path.isEmpty()) {
        RecorderLimits limits;
        limits.queueBytes = RecorderQueue;
        limits.rotation = rotationOf(line);
        const std::string file =
            QFile::encodeName(QFileInfo(path).absoluteFilePath()).toStdString();
        Recorder::Started started = Recorder::start(file, factsOf(requestOf(line, loaded)), limits);
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

void WatchCommand::reportDisabled()
{
    const ConnectionSettings &connection = m_request.connection;
    const QByteArray reason = connection.source == ConnectionSettings::Source::Profile
        ? connection.whyNoConnect().toUtf8()
        : QByteArray("CENTRIFUGO_TOKEN_HMAC_SECRET is not set and there is no ready token "
                     "(CENTRIFUGO_TOKEN, --token-file); a server that needs none: --no-token");
    Entry entry;
    entry.kind = EntryKind::Connection;
    entry.setState(SessionState::Disabled);
    entry.wall = wallNow();
    entry.payload = {reason.constData(), std::size_t(reason.size())};
    printEntry(entry);
    m_output.flush();
}
