// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/sessiontext.h"

#include "centrifuge/token.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/watch/watchsession.h"

bool isUp(SessionState state)
{
    return state == SessionState::Connecting || isConnected(state);
}

bool isConnected(SessionState state)
{
    return state == SessionState::Live || state == SessionState::Partial;
}

QString userOf(const WatchRequest &request)
{
    if (!request.connection.usesReadyToken()) {
        return request.user;
    }
    const auto contents =
        Centrifuge::decodeToken(QString::fromUtf8(request.connection.token.reveal()));
    return contents.isOk() ? contents.value().user : request.user;
}

QString personalChannel(const QString &user)
{
    return user.isEmpty() ? QString() : QStringLiteral("user#") + user;
}

QString freeWatcherName(const QString &wanted, const std::function<bool(const QString &)> &isTaken)
{
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number) {
        name = QStringLiteral("%1 (%2)").arg(wanted).arg(number);
    }
    return name;
}

QString watcherName(const WatchRequest &request)
{
    const QString user = userOf(request);
    return user.isEmpty() ? WatchSession::tr("anonymous") : user;
}

QString connectingText(const WatchRequest &request)
{
    const Secret &token = request.connection.token;
    const QString user = userOf(request);
    QString words = WatchSession::tr("connecting as %1").arg(user);
    if (request.connection.withoutToken) {
        words = WatchSession::tr("connecting without a token");
    } else if (!token.isEmpty() && !Centrifuge::decodeToken(QString::fromUtf8(token.reveal()))) {
        words = WatchSession::tr("connecting with a ready token that can't be read");
    } else if (user.isEmpty()) {
        words = WatchSession::tr("connecting without a user's name");
    }
    return request.profile.isEmpty()
        ? words
        : WatchSession::tr("%1, profile %2").arg(words, request.profile);
}

QStringList identityOf(const WatchRequest &request)
{
    const auto kind = request.connection.withoutToken ? QStringLiteral("no token") : QString();
    return {request.profile, request.connection.webSocketUrl.toString(), kind, userOf(request)};
}

QString statusText(const SessionStatus &status)
{
    return status.state == SessionState::Partial ? WatchSession::tr("%1 of %2")
                                                       .arg(status.channels.subscribed())
                                                       .arg(status.channels.total())
                                                 : stateText(status.state);
}

QStringList subscribedNames(const QList<ChannelStatus> &channels)
{
    QStringList names;
    for (const ChannelStatus &status : channels) {
        if (status.state == ChannelState::Subscribed) {
            names.append(status.channel);
        }
    }
    return names;
}

QString whyNoSubscribeAgain(const SessionStatus &session, const ChannelStatus &channel)
{
    if (channel.state != ChannelState::Unsubscribed) {
        return WatchSession::tr("It is subscribed, or about to be.");
    }
    return isUp(session.state) ? QString() : WatchSession::tr("There is no connection.");
}

QString whyNoRemoval(const ChannelStatus &channel)
{
    return !channel.isRequested && channel.state != ChannelState::Unsubscribed
        ? WatchSession::tr("The server subscribed the connection to it, and only the server can "
                           "end that.")
        : QString();
}

QString whyNoGapFetch(const WatchSession &session, const QString &channel,
                      const std::optional<OffsetGap> &gap)
{
    const std::optional<ChannelStatus> known = session.channel(channel);
    if (!known) {
        return WatchSession::tr("The channel is not watched any more.");
    }
    if (!gap) {
        return known->hasGap || known->hasPossibleGap
            ? WatchSession::tr(
                "The channel had no position when the gap came, so the history can't "
                "be asked for it.")
            : WatchSession::tr("No gap is known that is not filled.");
    }
    if (!isConnected(session.status().state)) {
        return WatchSession::tr("There is no connection to ask for the history.");
    }
    return {};
}
