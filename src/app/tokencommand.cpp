// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/commands.h"
#include "app/exitcode.h"
#include "app/output.h"
#include "centrifuge/token.h"

#include <QDateTime>

namespace {

/** Sets what connection and subscription tokens have in common. */
template <typename Claims>
void setCommonClaims(Claims &claims, const CommandLine &line, const QByteArray &configured)
{
    claims.user = line.value(QStringLiteral("user"));
    claims.timeToLive = line.seconds(QStringLiteral("ttl"));
    claims.info = line.value(QStringLiteral("info")).toUtf8();
    claims.furtherClaims = line.has(QStringLiteral("claims"))
        ? line.value(QStringLiteral("claims")).toUtf8()
        : configured;
}

Centrifuge::Result<QString> mintConnectionToken(const CommandLine &line,
                                                const ConnectionSettings &connection,
                                                std::chrono::seconds now)
{
    Centrifuge::TokenClaims claims;
    setCommonClaims(claims, line, connection.tokenClaims);
    claims.channels = line.values(QStringLiteral("channel"));
    return Centrifuge::mintToken(claims, connection.tokenHmacSecret.reveal(), now);
}

Centrifuge::Result<QString> mintForChannel(const CommandLine &line,
                                           const ConnectionSettings &connection,
                                           std::chrono::seconds now)
{
    Centrifuge::SubscriptionTokenClaims claims;
    setCommonClaims(claims, line, connection.subscriptionTokenClaims);
    claims.channel = line.value(QStringLiteral("subscription"));
    return Centrifuge::mintSubscriptionToken(claims, connection.subscriptionSecret().reveal(), now);
}

/** Why the profile has no secret to mint with; empty if it has one, or is none. */
QString profileFault(const ConnectionSettings &connection, bool isForChannel)
{
    if (isForChannel && !connection.subscriptionTokenFault.isEmpty()) {
        return connection.subscriptionTokenFault;
    }
    const Secret &secret =
        isForChannel ? connection.subscriptionSecret() : connection.tokenHmacSecret;
    if (connection.source != ConnectionSettings::Source::Profile || !secret.isEmpty()) {
        return {};
    }
    return connection.tokenFault.isEmpty()
        ? QStringLiteral("realtime is disabled: the profile has no token secret")
        : connection.tokenFault;
}

} // namespace

int runToken(const CommandLine &line, const ConnectionSettings &connection)
{
    if (!line.has(QStringLiteral("user"))) {
        say(QStringLiteral("token needs --user U; see realtime-monitor token --help"));
        return WrongUsage;
    }
    const bool isForChannel = line.has(QStringLiteral("subscription"));
    if (const QString fault = profileFault(connection, isForChannel); !fault.isEmpty()) {
        say(fault);
        return RealtimeDisabled;
    }
    const std::chrono::seconds now(QDateTime::currentSecsSinceEpoch());
    const auto token = isForChannel ? mintForChannel(line, connection, now)
                                    : mintConnectionToken(line, connection, now);
    if (!token) {
        say(token.error().message);
        const bool isDisabled = token.error().code == int(Centrifuge::LocalError::MissingSecret);
        return isDisabled ? RealtimeDisabled : WrongUsage;
    }
    Output output;
    output.writeLine(token.value().toLatin1());
    output.flush();
    return output.state() == Output::State::Failed ? Failed : Done;
}
