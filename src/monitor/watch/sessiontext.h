// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/clock.h"
#include "monitor/entry/entry.h"
#include "monitor/watch/offsetgap.h"

#include <QString>

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
/** Whose name the rows and the dot carry: the token's where there is a ready one. */
QString userOf(const WatchRequest &request);
/** "connecting as alice" */
QString connectingText(const WatchRequest &request);
/** Whether the second session goes on where the first was. */
bool isSameUser(const WatchRequest &one, const WatchRequest &other);
/** The row of a state that begins in the main thread; like all others, with the time of now. */
Arrival stateRow(const Centrifuge::Clock &clock, SessionState state, const QString &reason);
/** Why a channel can't be subscribed again; empty when it can. */
QString whyNoSubscribeAgain(const SessionStatus &session, const ChannelStatus &channel);
/** Why a gap can't be asked for; empty when it can. */
QString whyNoGapFetch(const WatchSession &session, const QString &channel,
                      const std::optional<OffsetGap> &gap);
