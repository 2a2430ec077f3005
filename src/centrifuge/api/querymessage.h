// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "centrifuge/result.h"

#include <QByteArray>

// The requests that ask who and what is on the server, and the answers to them. Each answer is the
// body of status 200, which may also be an error.

namespace Centrifuge {

/** The body of `presence` and `presence_stats`. */
QByteArray presenceBody(const QString &channel);
QByteArray channelsBody(const QString &pattern);

/** For a list that is longer than what is read of one. */
Error listTooLargeError();

Result<PresenceResult> readPresenceAnswer(const QByteArray &body);
Result<PresenceStatsResult> readPresenceStatsAnswer(const QByteArray &body);
Result<ChannelsResult> readChannelsAnswer(const QByteArray &body);
Result<InfoResult> readInfoAnswer(const QByteArray &body);

} // namespace Centrifuge
