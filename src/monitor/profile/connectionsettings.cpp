// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/connectionsettings.h"

#include "centrifuge/token.h"
#include "monitor/platform/inputfile.h"
#include "monitor/platform/tr.h"
#include "text/secretmask.h"
#include "text/visibletext.h"

#include <QProcessEnvironment>

#include <algorithm>
#include <initializer_list>
#include <optional>

using Centrifuge::badArgument;
using Centrifuge::Error;
using Centrifuge::Result;

namespace {

/** Control characters, and U+FFFD that stands for bytes which were not text. */
bool isUnusable(QChar character)
{
    return character.unicode() < 0x20 || (character.unicode() >= 0x7F && character.unicode() < 0xA0)
        || character == QChar::ReplacementCharacter;
}

bool hasUnusable(const QString &text)
{
    return std::any_of(text.begin(), text.end(), isUnusable);
}

void dropTrailingNewline(QString &text)
{
    if (text.endsWith(u'\n')) {
        text.chop(1);
    }
    if (text.endsWith(u'\r')) {
        text.chop(1);
    }
}

Result<QUrl> readUrl(const QProcessEnvironment &environment, const QString &variable,
                     const QUrl &fallback)
{
    const QString text = environment.value(variable).trimmed();
    if (text.isEmpty()) {
        return fallback;
    }
    const bool isHttp = fallback.scheme() == QLatin1String("http");
    return checkedServerUrl(text, isHttp ? UrlKind::Http : UrlKind::WebSocket, variable);
}

Result<Secret> readSecret(const QProcessEnvironment &environment, const QString &variable)
{
    return checkedSecret(environment.value(variable), variable);
}

/** A switch: 1 or true, 0 or false; not set is false. */
Result<bool> readSwitch(const QProcessEnvironment &environment, const QString &variable)
{
    const QString text = environment.value(variable).trimmed().toLower();
    if (text == QLatin1String("1") || text == QLatin1String("true")) {
        return true;
    }
    if (text.isEmpty() || text == QLatin1String("0") || text == QLatin1String("false")) {
        return false;
    }
    return badArgument(Tr::tr("%1 has to be 1 or 0.").arg(variable));
}

Result<QByteArray> readClaims(const QProcessEnvironment &environment, const QString &variable)
{
    QByteArray claims = environment.value(variable).trimmed().toUtf8();
    if (claims.isEmpty()) {
        return claims;
    }
    if (const auto problem = Centrifuge::findClaimsProblem(claims)) {
        return badArgument(variable + QStringLiteral(": ") + problem->message);
    }
    return claims;
}

template <typename T> bool takeOrFail(Result<T> result, T &value, std::optional<Error> &error)
{
    if (!result) {
        error = result.error();
        return false;
    }
    value = result.takeValue();
    return true;
}

} // namespace

QString ConnectionSettings::whyNoPublish() const
{
    if (canPublish()) {
        return {};
    }
    if (source != Source::Profile) {
        return Tr::tr("Publishing is disabled: CENTRIFUGO_API_KEY is not set. For an API that "
                      "asks for no key, set CENTRIFUGO_NO_API_KEY=1.");
    }
    return apiKeyFault.isEmpty() ? Tr::tr("Publishing is disabled: the profile %1 has no API key.")
                                       .arg(Text::visible(profileName))
                                 : Tr::tr("Publishing is disabled: %1").arg(apiKeyFault);
}

QString ConnectionSettings::whyNoConnect() const
{
    if (canConnect()) {
        return {};
    }
    if (source != Source::Profile) {
        return Tr::tr("Realtime is disabled: CENTRIFUGO_TOKEN_HMAC_SECRET is not set, "
                      "and there is no ready token. For a server that needs no token, set "
                      "CENTRIFUGO_NO_TOKEN=1.");
    }
    return tokenFault.isEmpty()
        ? Tr::tr("Realtime is disabled: the profile %1 has neither a token secret nor a ready "
                 "token, and is not set to connect without one.")
              .arg(Text::visible(profileName))
        : Tr::tr("Realtime is disabled: %1").arg(tokenFault);
}

QUrl defaultWebSocketUrl()
{
    return QUrl(QStringLiteral("ws://localhost:8000/connection/websocket"));
}

QUrl defaultApiUrl()
{
    return QUrl(QStringLiteral("http://localhost:8000/api"));
}

Result<QUrl> checkedServerUrl(const QString &text, UrlKind kind, const QString &name)
{
    const QStringList schemes = kind == UrlKind::WebSocket
        ? QStringList{QStringLiteral("ws"), QStringLiteral("wss")}
        : QStringList{QStringLiteral("http"), QStringLiteral("https")};
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid()) {
        return badArgument(Tr::tr("%1 is not a URL.").arg(name));
    }
    if (!schemes.contains(url.scheme())) {
        return badArgument(Tr::tr("%1 has to start with %2:// or %3://.")
                               .arg(name, schemes.first(), schemes.last()));
    }
    if (url.host().isEmpty()) {
        return badArgument(Tr::tr("%1 names no host.").arg(name));
    }
    if (!url.userInfo().isEmpty() || url.authority(QUrl::FullyEncoded).contains(u'@')) {
        return badArgument(Tr::tr("%1 must not hold a user name or password.").arg(name));
    }
    return url;
}

Result<Secret> checkedSecret(QString text, const QString &name)
{
    dropTrailingNewline(text);
    if (hasUnusable(text)) {
        return badArgument(Tr::tr("%1 holds a control character or a line break.").arg(name));
    }
    Secret secret(text.toUtf8());
    if (isTooShort(secret)) {
        return badArgument(Tr::tr("%1 is shorter than %2 characters: it could be any word, and "
                                  "could not be kept out of the log.")
                               .arg(name, QString::number(Text::ShortestSecret)));
    }
    return secret;
}

bool isTooShort(const Secret &secret)
{
    return !secret.isEmpty() && QString::fromUtf8(secret.reveal()).size() < Text::ShortestSecret;
}

Result<ConnectionSettings> settingsFromEnvironment(const QProcessEnvironment &environment)
{
    const QString webSocketUrl = QStringLiteral("CENTRIFUGO_WS_URL");
    const QString apiUrl = QStringLiteral("CENTRIFUGO_API_URL");
    const QString apiKey = QStringLiteral("CENTRIFUGO_API_KEY");
    const QString noApiKey = QStringLiteral("CENTRIFUGO_NO_API_KEY");
    const QString hmacSecret = QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET");
    const QString subscriptionSecret = QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET");
    const QString token = QStringLiteral("CENTRIFUGO_TOKEN");
    const QString noToken = QStringLiteral("CENTRIFUGO_NO_TOKEN");
    const QString claims = QStringLiteral("CENTRIFUGO_TOKEN_CLAIMS");
    const QString subscriptionClaims = QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_CLAIMS");

    ConnectionSettings settings;
    const std::initializer_list<QString> variables{
        webSocketUrl,       apiUrl, apiKey,  noApiKey, hmacSecret,
        subscriptionSecret, token,  noToken, claims,   subscriptionClaims};
    const bool anySet = std::ranges::any_of(variables, [&environment](const QString &variable) {
        return !environment.value(variable).isEmpty();
    });
    settings.source =
        anySet ? ConnectionSettings::Source::Environment : ConnectionSettings::Source::None;

    std::optional<Error> error;
    const bool complete = takeOrFail(readUrl(environment, webSocketUrl, defaultWebSocketUrl()),
                                     settings.webSocketUrl, error)
        && takeOrFail(readUrl(environment, apiUrl, defaultApiUrl()), settings.apiUrl, error)
        && takeOrFail(readSecret(environment, apiKey), settings.apiKey, error)
        && takeOrFail(readSwitch(environment, noApiKey), settings.withoutApiKey, error)
        && takeOrFail(readSecret(environment, hmacSecret), settings.tokenHmacSecret, error)
        && takeOrFail(readSecret(environment, subscriptionSecret), settings.subscriptionHmacSecret,
                      error)
        && takeOrFail(readSecret(environment, token), settings.token, error)
        && takeOrFail(readSwitch(environment, noToken), settings.withoutToken, error)
        && takeOrFail(readClaims(environment, claims), settings.tokenClaims, error)
        && takeOrFail(readClaims(environment, subscriptionClaims), settings.subscriptionTokenClaims,
                      error);
    if (!complete) {
        return *error;
    }
    return settings;
}

Result<Secret> readTokenFile(const QString &path)
{
    constexpr qint64 LongestToken = 64 * 1024;
    const auto read = readFirstLine(path, LongestToken + 1);
    if (!read) {
        return badArgument(Tr::tr("The token file %1").arg(read.error().message));
    }
    const QByteArray &line = read.value();
    const QString token = QString::fromUtf8(line).trimmed();
    if (token.isEmpty()) {
        return badArgument(Tr::tr("The token file %1 is empty.").arg(Text::visible(path)));
    }
    if (line.size() >= LongestToken || hasUnusable(token) || isTooShort(Secret(token.toUtf8()))) {
        return badArgument(Tr::tr("The token file %1 holds no token.").arg(Text::visible(path)));
    }
    return Secret(token.toUtf8());
}
