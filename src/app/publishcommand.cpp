// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/publishcommand.h"

#include "app/commands.h"
#include "app/exitcode.h"
#include "app/publishdata.h"
#include "app/signalwatcher.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/eventtext.h"
#include "monitor/platform/iothread.h"
#include "monitor/publish/publishtext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr auto PublishCloseLimit = 2s;
constexpr auto LastOutputLimit = 500ms;
/** The API call times out first, because it knows whether anything was sent. */
constexpr auto ApiMargin = 100ms;

const QString OutcomeIsUnknown =
    QStringLiteral("the outcome is unknown: the message may have been published");

QString failureText(const Centrifuge::Error &error)
{
    switch (failedState(error)) {
    case RoundTrip::State::Unknown:
        return OutcomeIsUnknown + QStringLiteral("; ") + errorText(error);
    case RoundTrip::State::NotSent:
        return QStringLiteral("nothing was sent, ") + errorText(error);
    default:
        return QStringLiteral("publish failed, ") + errorText(error);
    }
}

int exitCodeOf(RoundTrip::State state)
{
    switch (state) {
    case RoundTrip::State::Proven:
        return Done;
    case RoundTrip::State::Unknown:
        return OutcomeUnknown;
    default:
        return Failed;
    }
}

} // namespace

PublishCommand::PublishCommand(const CommandLine &line, const ConnectionSettings &connection,
                               IoThread &io)
    : m_line(line)
    , m_connection(connection)
    , m_isProof(line.has(QStringLiteral("prove")))
    , m_isJson(line.has(QStringLiteral("json")))
    , m_timeout(line.seconds(QStringLiteral("timeout")))
    , m_reader(m_output.isTerminal() ? JsonAudience::Terminal : JsonAudience::Program)
    , m_group(io, m_journal)
    , m_watchers(m_group, line.arguments.constFirst())
    , m_publisher(io)
    , m_tracker(io.clock())
{
    connect(&m_group.feed(), &JournalFeed::entriesAppended, this, &PublishCommand::readEntries);
    connect(&m_group, &WatchGroup::allClosed, this, &PublishCommand::leave);
    connect(&m_publisher, &Publisher::finished, this, &PublishCommand::showAnswer);
    connect(&m_tracker, &RoundTripTracker::changed, this, &PublishCommand::followRoundTrip);
    connect(&m_limit, &QTimer::timeout, this, &PublishCommand::endByTimeout);
    m_limit.setSingleShot(true);
}

void PublishCommand::start(const QByteArray &data, SignalWatcher &signalWatcher)
{
    m_output.setInterruption(signalWatcher.descriptor());
    connect(&signalWatcher, &SignalWatcher::interrupted, this, &PublishCommand::interrupt);
    m_request.channel = m_line.arguments.constFirst();
    m_request.data = data;
    m_publisher.setConnection(m_connection);
    m_tracker.setPushTimeout(m_timeout);
    m_limit.start(m_timeout);
    m_output.setDeadline(m_timeout + LastOutputLimit);
    if (m_isProof) {
        subscribe();
    } else {
        publish();
    }
}

void PublishCommand::subscribe()
{
    if (!m_line.has(QStringLiteral("no-tag"))) {
        m_request.tags.insert(QLatin1String(RoundTripTagKey), RoundTripTracker::newTag());
    }
    WatchRequest request;
    request.connection = m_connection;
    // Without a token nobody is named unless the user says who it is.
    const bool isNamed = !m_connection.withoutToken || m_line.has(QStringLiteral("user"));
    request.user = isNamed ? m_line.value(QStringLiteral("user")) : QString();
    request.timeToLive = m_line.seconds(QStringLiteral("ttl"));
    request.channels = QStringList{m_request.channel};
    request.wireFormat = m_line.wireFormat();
    request.fetchOrder = FetchOrder::InOrder;
    m_watchers.start(request, m_line.values(QStringLiteral("user")));
}

void PublishCommand::publish()
{
    const auto left = std::chrono::milliseconds(m_limit.remainingTime());
    m_publisher.setTimeout(std::max<std::chrono::milliseconds>(ApiMargin, left - ApiMargin));
    m_id = m_publisher.publish(m_request);
    if (m_isProof && m_id != 0) {
        m_tracker.started(m_id, m_request, m_watchers.receiptsOf(m_request));
    }
}

void PublishCommand::readEntries(qsizetype count)
{
    const std::size_t size = m_journal.size();
    const std::size_t first = size - std::min(std::size_t(count), size);
    // The round trip is the last line: later entries of the batch are not printed.
    for (std::size_t i = first; i < size && !m_exitCode; ++i) {
        readEntry(m_journal.at(i));
    }
    m_journal.discard();
    m_output.flush();
}

void PublishCommand::readEntry(const Entry &entry)
{
    const bool isPublication = entry.kind == EntryKind::Publication;
    if (m_isJson) {
        m_output.writeLine(eventJson(entry, m_reader));
    }
    if (isPublication) {
        m_tracker.pushArrived(entry);
    } else if (entry.kind == EntryKind::Error || entry.kind == EntryKind::Gap
               || entry.kind == EntryKind::PossibleGap) {
        say(eventText(entry));
        m_explainer.explainRow(entry, m_watchers.of(entry));
        if (entry.kind == EntryKind::Error) {
            m_lastError = entryError(entry);
        }
    } else if (entry.kind == EntryKind::Connection || entry.kind == EntryKind::Subscription) {
        m_tracker.followState(entry);
        followSubscribing(entry);
    }
}

/** Publishes once each watcher is subscribed or can't be; without any nothing can be proven. */
void PublishCommand::followSubscribing(const Entry &entry)
{
    const bool isLoss = m_watchers.follow(entry);
    if (isLoss && m_watchers.areAllLost()) {
        failProof(entry);
        return;
    }
    if (isLoss) {
        say(eventText(entry));
        m_explainer.explainRow(entry, m_watchers.of(entry));
    }
    const bool isState = isLoss || entry.kind == EntryKind::Connection;
    if (m_id == 0 && isState && m_watchers.areAllDecided()) {
        publish();
    }
}

/** Ends the proof, which is impossible without a subscription. */
void PublishCommand::failProof(const Entry &entry)
{
    if (m_exitCode) {
        return;
    }
    say(eventText(entry));
    m_explainer.explainRow(entry, m_watchers.of(entry));
    RoundTrip roundTrip = m_tracker.roundTrip(m_id).value_or(RoundTrip());
    if (m_id == 0) {
        say(QStringLiteral("nothing was published"));
        roundTrip.state = RoundTrip::State::NotSent;
    }
    Centrifuge::Error error = entryError(entry);
    error.layer = Centrifuge::ErrorLayer::Server;
    roundTrip.error = error;
    endProof(roundTrip);
}

void PublishCommand::showAnswer(quint64 id, const Centrifuge::PublishResult &result)
{
    if (id != m_id || m_exitCode) {
        return;
    }
    m_isAnswered = true;
    if (result) {
        showReply(result.value());
    } else {
        showFailure(result.error());
    }
    if (m_isProof) {
        m_tracker.answered(id, result);
    } else {
        finish(result ? int(Done) : exitCodeOf(failedState(result.error())));
    }
}

void PublishCommand::showFailure(const Centrifuge::Error &error)
{
    say(failureText(error));
    m_explainer.explainPublish(error, m_connection, m_request.channel);
    if (m_isJson) {
        m_output.writeLine(publishFailureJson(m_request.channel, error, m_reader));
        m_output.flush();
    }
}

void PublishCommand::showReply(const Centrifuge::PublishReply &reply)
{
    m_output.writeLine(m_isJson ? publishedJson(m_request.channel, reply, m_reader)
                                : publishedLine(m_request.channel, reply).toUtf8());
    m_output.flush();
}

/** Waits for the answer of the API even if the push came first: it completes the round trip. */
void PublishCommand::followRoundTrip(const RoundTrip &roundTrip)
{
    using State = RoundTrip::State;
    const bool isAnswered = roundTrip.apiTime.has_value() || roundTrip.error.has_value();
    const bool isDecided = roundTrip.state == State::Rejected || roundTrip.state == State::NotSent
        || roundTrip.state == State::NotSeen
        || (isAnswered && (roundTrip.state == State::Proven || roundTrip.state == State::Likely)
            && !areWaiting(roundTrip.watchers));
    if (isDecided) {
        endProof(roundTrip);
    }
}

void PublishCommand::endByTimeout()
{
    if (m_exitCode) {
        return;
    }
    const QString limit = QString::number(m_timeout.count());
    say(m_id == 0 ? QStringLiteral("time is up after %1 s, nothing was published").arg(limit)
                  : QStringLiteral("time is up after %1 s").arg(limit));
    if (m_isProof) {
        endProof(m_tracker.roundTrip(m_id).value_or(RoundTrip()));
    } else {
        say(OutcomeIsUnknown);
        finish(OutcomeUnknown);
    }
}

/** The error if the server did not answer at all. */
Centrifuge::Error PublishCommand::notSubscribedInTime() const
{
    return {Centrifuge::ErrorLayer::Timeout, 0,
            QStringLiteral("The channel was not subscribed within %1 s at %2.")
                .arg(QString::number(m_timeout.count()),
                     m_connection.webSocketUrl.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)),
            true};
}

void PublishCommand::endProof(RoundTrip roundTrip)
{
    if (m_exitCode) {
        return;
    }
    if (m_id == 0) {
        roundTrip.state = RoundTrip::State::NotSent;
        if (!roundTrip.error) {
            roundTrip.error = m_lastError.value_or(notSubscribedInTime());
        }
    } else if (roundTrip.state == RoundTrip::State::Waiting) {
        roundTrip.state = m_isAnswered ? RoundTrip::State::NotSeen : RoundTrip::State::Unknown;
    }
    ProofWatchers::judge(roundTrip);
    for (const WatcherReceipt &receipt : roundTrip.watchers) {
        if (!receipt.hasSeen()) {
            say(receiptText(receipt));
        }
    }
    m_output.writeLine(roundTripJson(roundTrip, m_reader));
    m_output.flush();
    finish(exitCodeOf(roundTrip.state));
}

void PublishCommand::finish(int exitCode)
{
    if (m_exitCode) {
        return;
    }
    m_exitCode = exitCode;
    m_limit.stop();
    // The round trip is the last line: rows of the closing session are not printed.
    disconnect(&m_group.feed(), &JournalFeed::entriesAppended, this, nullptr);
    QTimer::singleShot(PublishCloseLimit, this, &PublishCommand::leave);
    // Queued, as this may be called from a signal of a session.
    QMetaObject::invokeMethod(&m_group, &WatchGroup::closeAll, Qt::QueuedConnection);
}

void PublishCommand::interrupt(int exitCode)
{
    m_output.setDeadline(LastOutputLimit);
    if (m_id != 0 && !m_isAnswered && !m_exitCode) {
        say(OutcomeIsUnknown);
    }
    finish(exitCode);
}

void PublishCommand::leave()
{
    if (!m_exitCode) {
        return;
    }
    m_output.flush();
    const bool hasFailed = m_output.state() == Output::State::Failed;
    QCoreApplication::exit(hasFailed ? int(Failed) : *m_exitCode);
}

int runPublish(const CommandLine &line, const ConnectionSettings &connection)
{
    const auto data = readPublishData(line.arguments.at(1), connection.limits);
    if (!data) {
        say(data.error().message);
        return WrongUsage;
    }
    const bool isProfile = connection.source == ConnectionSettings::Source::Profile;
    if (!connection.canPublish()) {
        say(isProfile ? connection.whyNoPublish() + QStringLiteral(" Nothing is sent.")
                      : QStringLiteral("realtime is disabled: CENTRIFUGO_API_KEY is not set, "
                                       "nothing is sent; an API that asks for no key: "
                                       "--no-api-key"));
        return RealtimeDisabled;
    }
    if (line.has(QStringLiteral("prove")) && !connection.canConnect()) {
        say(isProfile ? connection.whyNoConnect() + QStringLiteral(" Nothing is sent.")
                      : QStringLiteral("realtime is disabled: CENTRIFUGO_TOKEN_HMAC_SECRET is not "
                                       "set and there is no ready token, nothing is sent; a "
                                       "server that needs none: --no-token"));
        return RealtimeDisabled;
    }
    const qsizetype users = line.values(QStringLiteral("user")).size();
    if (users > 1 && !connection.mintsTokens()) {
        say(QStringLiteral("a proof for several users needs a secret that signs their tokens; a "
                           "ready token belongs to one user, and without a token the server "
                           "decides"));
        return WrongUsage;
    }
    if (users > WatchGroup::MaxWatchers) {
        say(QStringLiteral("there are at most %1 watchers").arg(WatchGroup::MaxWatchers));
        return WrongUsage;
    }
    SignalWatcher signalWatcher;
    IoThread io;
    PublishCommand command(line, connection, io);
    command.start(data.value(), signalWatcher);
    return QCoreApplication::exec();
}
