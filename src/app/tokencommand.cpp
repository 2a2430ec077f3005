// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/commands.h"
#include "app/exitcode.h"
#include "app/output.h"
#include "centrifuge/token.h"

#include <QDateTime>

int runToken(const CommandLine &line, const ConnectionSettings &connection)
{
    if (!line.has(QStringLiteral("user"))) {
        say(QStringLiteral("token needs --user U; see realtime-monitor token --help"));
        return WrongUsage;
    }
    if (connection.source == ConnectionSettings::Source::Profile && !connection.canMint()) {
        say(connection.tokenFault.isEmpty()
                ? QStringLiteral("realtime is disabled: the profile has no token secret")
                : connection.tokenFault);
        return RealtimeDisabled;
    }
    Centrifuge::TokenClaims claims;
    claims.user = line.value(QStringLiteral("user"));
    claims.timeToLive = line.seconds(QStringLiteral("ttl"));
    claims.info = line.value(QStringLiteral("info")).toUtf8();
    claims.channels = line.values(QStringLiteral("channel"));

    const std::chrono::seconds now(QDateTime::currentSecsSinceEpoch());
    const auto token = Centrifuge::mintToken(claims, connection.tokenHmacSecret.reveal(), now);
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
