// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/servertext.h"

#include "monitor/explain/failure.h"
#include "monitor/platform/tr.h"
#include "monitor/profile/connectionsettings.h"
#include "text/visibletext.h"

#include <QLocale>

namespace {

constexpr std::uint32_t Minute = 60;
constexpr std::uint32_t Hour = 60 * Minute;
constexpr std::uint32_t Day = 24 * Hour;

QString whyNoKey(const ConnectionSettings &connection)
{
    if (connection.source != ConnectionSettings::Source::Profile) {
        return Tr::tr("CENTRIFUGO_API_KEY is not set.");
    }
    return connection.apiKeyFault.isEmpty()
        ? Tr::tr("The profile %1 has no API key.").arg(Text::visible(connection.profileName))
        : connection.apiKeyFault;
}

} // namespace

QString userName(const QString &user)
{
    return user.isEmpty() ? Tr::tr("(anonymous)") : user;
}

QString clientsText(quint64 count)
{
    return count == 1 ? Tr::tr("1 client") : Tr::tr("%1 clients").arg(QLocale().toString(count));
}

QString usersText(quint64 count)
{
    return count == 1 ? Tr::tr("1 user") : Tr::tr("%1 users").arg(QLocale().toString(count));
}

QString shortUptime(std::uint32_t seconds)
{
    const auto text = [](std::uint32_t number, char unit) {
        return QString::number(number) + QLatin1Char(unit);
    };
    const auto both = [&text](std::uint32_t high, char highUnit, std::uint32_t low, char lowUnit) {
        return text(high, highUnit) + u' ' + text(low, lowUnit);
    };
    if (seconds >= Day) {
        return both(seconds / Day, 'd', seconds % Day / Hour, 'h');
    }
    if (seconds >= Hour) {
        return both(seconds / Hour, 'h', seconds % Hour / Minute, 'm');
    }
    if (seconds >= Minute) {
        return both(seconds / Minute, 'm', seconds % Minute, 's');
    }
    return seconds > 0 ? text(seconds, 's') : QString();
}

Explanation explainMissingKey(const ConnectionSettings &connection, const QString &wanted)
{
    Explanation explanation;
    if (connection.canPublish()) {
        return explanation;
    }
    explanation.title = Tr::tr("There is no API key");
    explanation.cause = whyNoKey(connection) + u' ' + wanted;
    explanation.fix = Tr::tr("Give the key that the server has as `http_api.key`: in a profile, or "
                             "as CENTRIFUGO_API_KEY. For an API that asks for none, say so there.");
    return explanation;
}

Explanation explainQuery(const Centrifuge::Error &error, const ConnectionSettings &connection,
                         const QString &channel)
{
    ExplanationContext context = queryContext(connection, channel);
    context.asksAllNodes = channel.isEmpty();
    return explain(error, context);
}
