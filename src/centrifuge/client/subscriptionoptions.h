// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "centrifuge/tokenprovider.h"
#include "centrifuge/values.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace Centrifuge {

/** Takes the position in the stream from which the subscription starts. */
using PositionReply = std::function<void(const Result<StreamPosition> &position)>;
/** Delivers the position that the program knows, now or later; called when the subscription has
 * none, also after its own was refused as unrecoverable. */
using PositionProvider = std::function<void(const QString &channel, const PositionReply &reply)>;

struct SubscriptionOptions
{
    /** Subscription token for the start. Without a provider it is never dropped; when the server
     * then says 109 the subscription ends, because there is nothing to renew it with. */
    QString token;
    SubscriptionTokenProvider tokenProvider;
    /** Also for the first subscribe: recovers from `since` (offset 0 and no epoch: all kept). */
    bool recover = false;
    StreamPosition since;
    bool positioned = false; ///< asks for positioning
    bool recoverable = true; ///< asks for recovery, which needs a history in the namespace
    bool joinLeave = true; ///< asks for join and leave pushes
    bool delta = false; ///< asks for patches instead of whole data; not together with a filter
    std::optional<FilterNode> filter = {}; ///< only publications whose tags match
    /** A failed recovery is reported as error 112 before the subscription starts again without a
     * position; otherwise as a SubscribedEvent with wasRecovering and without recovered. */
    bool rejectUnrecovered = false;
    PositionProvider positionProvider = {}; ///< implies rejectUnrecovered
    QByteArray data = {}; ///< for the server's application; JSON on the JSON wire
};

} // namespace Centrifuge
