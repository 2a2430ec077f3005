// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/token.h"
#include "clientfixture.h"

inline const QByteArray AcceptedSubscribe = R"("subscribe":{"expires":true,"ttl":60})";
inline const QByteArray Expired = R"("error":{"code":109,"message":"token expired"})";

/** Asked for tokens of channels; answers at once with numbered ones, or when the test says so. */
class FakeSubscriptionProvider
{
public:
    Centrifuge::SubscriptionOptions options()
    {
        Centrifuge::SubscriptionOptions options;
        options.tokenProvider = [this](const QString &channel,
                                       const Centrifuge::TokenReply &reply) {
            channels.append(channel);
            replies.append(reply);
            if (answersAtOnce) {
                reply(QStringLiteral("token%1").arg(replies.size()));
            }
        };
        return options;
    }

    QStringList channels;
    QList<Centrifuge::TokenReply> replies;
    bool answersAtOnce = true;
};

inline QString sentToken(const ClientFixture &f,
                         const QString &command = QStringLiteral("subscribe"))
{
    return f.transport()
        ->last(command + QStringLiteral(" $a"))[command][QStringLiteral("token")]
        .toString();
}

/** Expires so long after FakeClock's start. */
inline QString realToken(std::chrono::seconds timeToLive)
{
    return Centrifuge::mintSubscriptionToken(
               {QStringLiteral("42"), QStringLiteral("$a"), timeToLive, {}}, "secret",
               std::chrono::seconds(1000))
        .value();
}
