// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entrykind.h"
#include "monitor/watch/offsetgap.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class WatchSession;
struct ChannelStatus;
struct SessionStatus;
struct WatchRequest;

/** Whether there is a connection, or an attempt at one. */
bool isUp(SessionState state);
/** Whether the server has accepted the connection. */
bool isConnected(SessionState state);
/** The state in one word; where not all channels are subscribed, "128 of 200". */
QString statusText(const SessionStatus &status);
/** The user: of the ready token if there is one, else of the request. */
QString userOf(const WatchRequest &request);
/** The channel that a platform gives a user, such as `user#alice`; empty for no user. */
QString personalChannel(const QString &user);
/** `wanted`, or with a number behind it where that is taken: "alice (2)". */
QString freeWatcherName(const QString &wanted, const std::function<bool(const QString &)> &isTaken);
/** What a watcher is called by default: its user, or "anonymous". */
QString watcherName(const WatchRequest &request);
/** "connecting as alice" */
QString connectingText(const WatchRequest &request);
/** Whose session it is and where: one with the same continues at the positions of its channels. */
QStringList identityOf(const WatchRequest &request);
/** Those of the channels that are subscribed, in the same order. */
QStringList subscribedNames(const QList<ChannelStatus> &channels);
/** Why a channel can't be subscribed again; empty when it can. */
QString whyNoSubscribeAgain(const SessionStatus &session, const ChannelStatus &channel);
/** Why a channel can't be removed; empty when it can. */
QString whyNoRemoval(const ChannelStatus &channel);
/** Why a gap can't be fetched; empty when it can. */
QString whyNoGapFetch(const WatchSession &session, const QString &channel,
                      const std::optional<OffsetGap> &gap);
