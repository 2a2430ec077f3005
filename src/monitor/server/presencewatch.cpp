// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/presencewatch.h"

#include "centrifuge/codes.h"
#include "monitor/entry/entrytext.h"
#include "monitor/explain/failure.h"
#include "monitor/platform/iothread.h"
#include "monitor/server/servertext.h"
#include "monitor/watch/journalfeed.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchsession.h"

#include <QLocale>

#include <utility>

using namespace std::chrono_literals;
namespace ErrorCode = Centrifuge::ErrorCode;

namespace {

constexpr auto PresenceInterval = 2s;

/** About what the answer took on the wire, which the connection does not say. */
qsizetype sizeOf(const Centrifuge::PresenceResult &presence)
{
    constexpr qsizetype Framing = 20;
    qsizetype size = 0;
    for (auto client = presence.clients.cbegin(); client != presence.clients.cend(); ++client) {
        size += Framing + client.key().size() + client->client.size() + client->user.size()
            + client->connectionInfo.size() + client->channelInfo.size();
    }
    return size;
}

/** The server's decision about this user, which asking again does not change. The others are about
 * the channel, or pass. */
bool isRefusal(const Centrifuge::Error &error)
{
    return error.layer == Centrifuge::ErrorLayer::Server && !error.temporary
        && error.code != int(ErrorCode::NotAvailable)
        && error.code != int(ErrorCode::UnknownChannel);
}

bool isClosed(const Centrifuge::Error &error)
{
    return error.layer == Centrifuge::ErrorLayer::Local
        && error.code == int(Centrifuge::LocalError::Closed);
}

} // namespace

PresenceWatch::PresenceWatch(WatchSession &session, JournalFeed &feed, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_clock(feed.io().clock())
    , m_api(feed.io())
    , m_poll(PresenceInterval)
{
    connect(&m_poll, &Poll::due, this, &PresenceWatch::ask);
    connect(&session, &WatchSession::presenceAnswered, this, &PresenceWatch::takeUserAnswer);
    connect(&session, &WatchSession::statusChanged, this, &PresenceWatch::followConnection);
    connect(&session, &WatchSession::closed, this, &PresenceWatch::followConnection);
    connect(&session, &WatchSession::channelChanged, this, &PresenceWatch::followChannel);
    connect(&feed, &JournalFeed::entriesArrived, this, &PresenceWatch::followRows);
}

void PresenceWatch::setConnection(const ConnectionSettings &connection)
{
    m_connection = connection;
    m_api.setConnection(connection);
    m_wasConnected = isConnected(m_session.status().state);
    restart();
}

void PresenceWatch::setChannel(const QString &channel)
{
    if (m_channel == channel) {
        return;
    }
    m_channel = channel;
    m_channelUtf8 = channel.toStdString();
    restart();
}

void PresenceWatch::restart()
{
    m_list = {};
    m_right = PresenceRight::None;
    m_counts.reset();
    m_problem = {};
    m_isTooMuch = false;
    m_wasSubscribed = isSubscribed();
    refresh();
    Q_EMIT changed();
}

void PresenceWatch::refresh()
{
    m_whyNotByUser.clear();
    m_userRefusal = {};
    m_poll.askNow();
}

bool PresenceWatch::isSubscribed() const
{
    const auto status = m_session.channel(m_channel);
    return status && status->state == ChannelState::Subscribed;
}

bool PresenceWatch::canAskAsUser() const
{
    return !m_isTooMuch && m_whyNotByUser.isEmpty() && isConnected(m_session.status().state);
}

void PresenceWatch::ask()
{
    m_cost = {};
    m_isAskingUser = false;
    m_wasCutOff = false;
    if (m_channel.isEmpty()) {
        return;
    }
    m_list.beginQuestion();
    if (canAskAsUser()) {
        m_isAskingUser = true;
        m_cost.requests = 1;
        m_session.askPresence(m_channel);
    } else {
        askApi();
    }
}

void PresenceWatch::askApi()
{
    if (!m_api.isEnabled()) {
        const Explanation missing = explainMissingKey(
            m_connection,
            tr("With a key the server can be asked for every channel, also without a connection."));
        fail(m_userRefusal.title.isEmpty() ? missing : m_userRefusal);
        return;
    }
    ++m_cost.requests;
    m_list.beginQuestion();
    m_api.presence(m_channel, [this, asked = m_channel](const ApiAnswer &answer) {
        if (asked == m_channel && !m_isAskingUser) {
            takeApiAnswer(answer);
        }
    });
}

void PresenceWatch::takeUserAnswer(const PresenceAnswer &answer)
{
    if (answer.channel != m_channel || !std::exchange(m_isAskingUser, false)) {
        return;
    }
    if (answer.error && isClosed(*answer.error)) {
        m_wasCutOff = true; // the status of the session follows
        m_poll.takeFailure(m_cost);
        return;
    }
    if (answer.error) {
        refuseUser(*answer.error);
        return;
    }
    m_cost.bytes += 20; // the counts
    if (answer.clients) {
        ++m_cost.requests;
        m_cost.bytes += sizeOf(*answer.clients);
        takeClients(*answer.clients, PresenceRight::User);
        return;
    }
    if (m_api.isEnabled()) {
        m_whyNotByUser = tr("more than %1 clients are not listed on the connection")
                             .arg(QLocale().toString(MaxClientsAsked));
        askApi();
        return;
    }
    m_counts = answer.counts;
    m_list = {};
    m_right = PresenceRight::User;
    m_problem = explainMissingKey(
        m_connection,
        tr("On the connection only lists of at most %1 clients are asked for: the server ends a "
           "connection when an answer is larger than the queue that it keeps for it.")
            .arg(QLocale().toString(MaxClientsAsked)));
    m_problem.title = tr("Too many clients to list them");
    m_poll.takeAnswer(m_cost);
    Q_EMIT changed();
}

void PresenceWatch::refuseUser(const Centrifuge::Error &error)
{
    ExplanationContext context = failureContext(m_session, ExplainedStep::Query, m_channel);
    context.isByUser = true;
    const Explanation explanation = explain(error, context);
    if (!isRefusal(error)) {
        fail(explanation);
        return;
    }
    m_userRefusal = explanation;
    m_whyNotByUser = codeAndReason(std::uint32_t(error.code), error.message);
    askApi();
}

void PresenceWatch::takeApiAnswer(const ApiAnswer &answer)
{
    m_cost.bytes += answer.bytes;
    if (const Centrifuge::Error *error = answer.error()) {
        fail(explainQuery(*error, m_connection, m_channel));
    } else {
        takeClients(std::get<Centrifuge::PresenceResult>(answer.content), PresenceRight::ApiKey);
    }
}

void PresenceWatch::takeClients(const Centrifuge::PresenceResult &clients, PresenceRight right)
{
    m_list.takeAnswer(clients, m_clock.wall());
    m_right = right;
    m_counts.reset();
    m_problem = {};
    m_poll.takeAnswer(m_cost);
    Q_EMIT changed();
}

void PresenceWatch::fail(const Explanation &problem)
{
    m_problem = problem;
    m_poll.takeFailure(m_cost);
    Q_EMIT changed();
}

/** After a new connection the user may have another right; and an answer that ended the old one is
 * not asked for again. */
void PresenceWatch::followConnection()
{
    const SessionStatus &status = m_session.status();
    const bool isUpNow = isConnected(status.state);
    if (m_wasConnected == isUpNow) {
        return;
    }
    m_wasConnected = isUpNow;
    if (isUpNow) {
        refresh();
    } else if (std::exchange(m_isAskingUser, false) || m_wasCutOff) {
        m_isTooMuch = status.layer == Centrifuge::ErrorLayer::Server
            && status.code == Centrifuge::DisconnectCode::Slow;
        m_poll.askNow(); // by the API
    }
    Q_EMIT changed();
}

/** Where subscribers may ask, it matters whether we are one. */
void PresenceWatch::followChannel(const ChannelStatus &status)
{
    if (status.channel == m_channel
        && std::exchange(m_wasSubscribed, status.state == ChannelState::Subscribed)
            != (status.state == ChannelState::Subscribed)) {
        refresh();
        Q_EMIT changed();
    }
}

void PresenceWatch::followRows(std::span<const Entry> rows)
{
    bool hasChanged = false;
    for (const Entry &row : rows) {
        const bool isJoin = row.kind == EntryKind::Join;
        if ((!isJoin && row.kind != EntryKind::Leave) || row.channel != m_channelUtf8
            || m_channel.isEmpty()) {
            continue;
        }
        if (const auto client = clientOfRow(row.info)) {
            isJoin ? m_list.join(*client, row.wall) : m_list.leave(*client, row.wall);
            hasChanged = true;
        }
    }
    if (hasChanged) {
        Q_EMIT changed();
    }
}
