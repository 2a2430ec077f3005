// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/callresults.h"
#include "centrifuge/error.h"

#include <QMetaType>
#include <QString>

#include <functional>
#include <optional>

namespace Centrifuge {
class Client;
}

/** What the server answered to a connection that asked who is in a channel. */
struct PresenceAnswer
{
    QString channel;
    std::optional<Centrifuge::PresenceStatsResult> counts{}; ///< none where there is an error
    /** None also for more than MaxClientsAsked: the server ends a connection with 3008 when an
     * answer is larger than the queue that it keeps for it (1 MiB by default). */
    std::optional<Centrifuge::PresenceResult> clients{};
    std::optional<Centrifuge::Error> error{};
};

Q_DECLARE_METATYPE(PresenceAnswer)

/** At about 200 bytes for each client, a fifth of what the server's queue takes. */
inline constexpr std::uint32_t MaxClientsAsked = 1000;

/** Asks how many clients are in a channel and, unless they are too many, who. I/O thread; `take` is
 * called once, unless the client is destroyed first. */
void askPresence(Centrifuge::Client &client, const QString &channel,
                 const std::function<void(const PresenceAnswer &)> &take);
