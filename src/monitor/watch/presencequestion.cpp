// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/presencequestion.h"

#include "centrifuge/client/client.h"
#include "monitor/profile/logmask.h"

#include <QPointer>

namespace {

PresenceAnswer refusedPresence(const QString &channel, Centrifuge::Error error)
{
    error.message = maskSecrets(error.message);
    PresenceAnswer answer{channel};
    answer.error = error;
    return answer;
}

} // namespace

void askPresence(Centrifuge::Client &client, const QString &channel,
                 const std::function<void(const PresenceAnswer &)> &take)
{
    using Centrifuge::PresenceResult;
    using Centrifuge::PresenceStatsResult;
    const auto askWho = [channel, take, asked = QPointer(&client)](PresenceStatsResult counts) {
        PresenceAnswer answer{channel, counts};
        if (!asked || counts.clients > MaxClientsAsked) {
            take(answer);
            return;
        }
        asked->presence(channel,
                        [answer, take](const Centrifuge::Result<PresenceResult> &who) mutable {
                            if (who) {
                                answer.clients = who.value();
                                take(answer);
                            } else {
                                take(refusedPresence(answer.channel, who.error()));
                            }
                        });
    };
    client.presenceStats(
        channel, [channel, take, askWho](const Centrifuge::Result<PresenceStatsResult> &counts) {
            if (counts) {
                askWho(counts.value());
            } else {
                take(refusedPresence(channel, counts.error()));
            }
        });
}
