// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/token.h"

#include "centrifuge/tr.h"
#include "text/jsonscanner.h"
#include "text/jsonstring.h"
#include "text/jsontext.h"
#include "text/views.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QSet>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace Centrifuge {

namespace {

constexpr auto Base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
/** The end of the year 9999: what a date can show, and far below what would overflow. */
constexpr std::chrono::seconds LatestExpiry{253'402'300'799};
/** A longer text is not a token: Centrifugo takes at most 64 KiB for a whole message. */
constexpr qsizetype MaxTokenSize = 65536;
constexpr qsizetype MaxClaimsSize = 16384; ///< so that the token stays well below it

Error missingSecret()
{
    return localError(LocalError::MissingSecret,
                      Tr::tr("No token can be minted without a secret: set %1.")
                          .arg(QLatin1String("CENTRIFUGO_TOKEN_HMAC_SECRET")));
}

Error missingSubscriptionSecret()
{
    return localError(LocalError::MissingSecret,
                      Tr::tr("No subscription token can be minted without a secret: set %1, or %2 "
                             "where the server has one of its own for them.")
                          .arg(QLatin1String("CENTRIFUGO_TOKEN_HMAC_SECRET"),
                               QLatin1String("CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET")));
}

/** The names of an object in valid JSON, each as often as it stands there: a claim written with
 * escapes is the same claim. */
QStringList claimNames(const QByteArray &claims)
{
    const std::string_view text = Text::view(claims);
    QStringList names;
    int depth = 0;
    bool isName = false; // whether a string here would be one
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '{' || c == '[') {
            isName = ++depth == 1;
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == ',') {
            isName = depth == 1;
        } else if (c == '"') {
            const std::size_t end = std::min(Text::closingQuote(text, at + 1), text.size());
            if (isName) {
                const auto name = Text::unescaped(text.substr(at + 1, end - at - 1));
                names.append(QString::fromStdString(name.value_or(std::string())));
                isName = false;
            }
            at = end;
        }
    }
    return names;
}

Error doubleClaim(const QString &name)
{
    return badArgument(Tr::tr("The claim %1 is given twice.").arg(name));
}

/** One that both `claims` and a field of their own set. The server reads names without regard to
 * case. */
std::optional<Error> findDoubleClaim(const QByteArray &claims, const QStringList &set)
{
    for (const QString &name : claimNames(claims)) {
        if (set.contains(name, Qt::CaseInsensitive)) {
            return doubleClaim(name);
        }
    }
    return std::nullopt;
}

/** What to add behind the other members of a payload. */
QByteArray membersOf(const QByteArray &claims)
{
    const QByteArray object = claims.trimmed();
    const QByteArray members = object.mid(1, object.size() - 2).trimmed();
    return members.isEmpty() ? QByteArray() : ',' + members;
}

std::optional<Error> claimsProblem(std::chrono::seconds timeToLive, const QByteArray &info,
                                   std::chrono::seconds now)
{
    if (timeToLive < std::chrono::seconds(1)) {
        return badArgument(
            Tr::tr("A token must live for at least one second, not %1.").arg(timeToLive.count()));
    }
    if (now < std::chrono::seconds(0) || now > LatestExpiry || timeToLive > LatestExpiry - now) {
        return badArgument(Tr::tr("A token cannot live for %1 seconds: it would expire after the "
                                  "year 9999.")
                               .arg(timeToLive.count()));
    }
    if (info.isEmpty()) {
        return std::nullopt;
    }
    if (const auto fault = Text::findJsonFault(info)) {
        return badArgument(Tr::tr("The info of a token must be JSON. At byte %1: %2")
                               .arg(QString::number(fault->offset + 1), fault->message));
    }
    return std::nullopt;
}

/** Written by hand: the order is stable and `info` stays as it is. */
QByteArray payloadOf(const TokenClaims &claims, std::chrono::seconds now)
{
    QByteArray payload = "{\"sub\":" + Text::toJsonString(claims.user)
        + ",\"exp\":" + QByteArray::number(qint64((now + claims.timeToLive).count()));
    if (claims.issuedAt) {
        payload += ",\"iat\":" + QByteArray::number(qint64(claims.issuedAt->count()));
    }
    if (!claims.id.isEmpty()) {
        payload += ",\"jti\":" + Text::toJsonString(claims.id);
    }
    if (!claims.info.isEmpty()) {
        payload += ",\"info\":" + claims.info;
    }
    if (!claims.channels.isEmpty()) {
        QByteArrayList names;
        for (const QString &channel : claims.channels) {
            names.append(Text::toJsonString(channel));
        }
        payload += ",\"channels\":[" + names.join(',') + ']';
    }
    return payload + membersOf(claims.furtherClaims) + '}';
}

QByteArray payloadOf(const SubscriptionTokenClaims &claims, std::chrono::seconds now)
{
    QByteArray payload = "{\"sub\":" + Text::toJsonString(claims.user)
        + ",\"channel\":" + Text::toJsonString(claims.channel)
        + ",\"exp\":" + QByteArray::number(qint64((now + claims.timeToLive).count()));
    if (!claims.info.isEmpty()) {
        payload += ",\"info\":" + claims.info;
    }
    return payload + membersOf(claims.furtherClaims) + '}';
}

/** Those that have a field of their own and a value. */
QStringList setClaims(const TokenClaims &claims)
{
    QStringList names;
    if (claims.issuedAt) {
        names.append(QStringLiteral("iat"));
    }
    if (!claims.id.isEmpty()) {
        names.append(QStringLiteral("jti"));
    }
    if (!claims.info.isEmpty()) {
        names.append(QStringLiteral("info"));
    }
    if (!claims.channels.isEmpty()) {
        names.append(QStringLiteral("channels"));
    }
    return names;
}

/** Also that of the further claims. */
std::optional<Error> findFurtherProblem(const QByteArray &claims, const QStringList &set)
{
    if (claims.isEmpty()) {
        return std::nullopt;
    }
    auto problem = findClaimsProblem(claims);
    return problem ? problem : findDoubleClaim(claims, set);
}

Result<QString> signPayload(const QByteArray &payload, const QByteArray &secret)
{
    const QByteArray signedPart = QByteArray(R"({"alg":"HS256","typ":"JWT"})").toBase64(Base64Url)
        + '.' + payload.toBase64(Base64Url);
    const QByteArray signature = signHs256(signedPart, secret);
    if (signature.isEmpty()) {
        return badArgument(Tr::tr("The token could not be signed with this secret."));
    }
    return QString::fromLatin1(signedPart + '.' + signature);
}

/** A part of a token as an object; a null value when it is none. */
std::optional<QJsonObject> readPart(const QByteArray &part)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(part, Base64Url | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        return std::nullopt;
    }
    const QJsonDocument document = QJsonDocument::fromJson(*decoded);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

} // namespace

Result<QString> mintToken(const TokenClaims &claims, const QByteArray &secret,
                          std::chrono::seconds now)
{
    if (secret.isEmpty()) {
        return missingSecret();
    }
    if (auto problem = claimsProblem(claims.timeToLive, claims.info, now)) {
        return *problem;
    }
    if (auto problem = findFurtherProblem(claims.furtherClaims, setClaims(claims))) {
        return *problem;
    }
    return signPayload(payloadOf(claims, now), secret);
}

Result<QString> mintSubscriptionToken(const SubscriptionTokenClaims &claims,
                                      const QByteArray &secret, std::chrono::seconds now)
{
    if (secret.isEmpty()) {
        return missingSubscriptionSecret();
    }
    if (claims.channel.isEmpty()) {
        return badArgument(Tr::tr("A subscription token needs a channel."));
    }
    if (auto problem = claimsProblem(claims.timeToLive, claims.info, now)) {
        return *problem;
    }
    const QStringList set =
        claims.info.isEmpty() ? QStringList() : QStringList(QStringLiteral("info"));
    if (auto problem = findFurtherProblem(claims.furtherClaims, set)) {
        return *problem;
    }
    return signPayload(payloadOf(claims, now), secret);
}

std::optional<Error> findClaimsProblem(const QByteArray &claims)
{
    if (claims.size() > MaxClaimsSize) {
        return badArgument(
            Tr::tr("The further claims of a token take more than %1 bytes.").arg(MaxClaimsSize));
    }
    if (const auto fault = Text::findJsonFault(claims)) {
        return badArgument(Tr::tr("The further claims of a token must be JSON. At byte %1: %2")
                               .arg(QString::number(fault->offset + 1), fault->message));
    }
    if (!claims.trimmed().startsWith('{')) {
        return badArgument(Tr::tr("The further claims of a token must be a JSON object, as in %1.")
                               .arg(QLatin1String(R"({"aud": "app", "iss": "me"})")));
    }
    const QStringList own{QStringLiteral("sub"), QStringLiteral("exp"), QStringLiteral("channel")};
    QSet<QString> known;
    for (const QString &name : claimNames(claims)) {
        if (own.contains(name, Qt::CaseInsensitive)) {
            return badArgument(
                Tr::tr("The claim %1 can't be among the further claims: every token gets it from "
                       "its user, lifetime or channel.")
                    .arg(name));
        }
        const qsizetype before = known.size();
        known.insert(name.toCaseFolded());
        if (known.size() == before) {
            return doubleClaim(name);
        }
    }
    return std::nullopt;
}

bool isExpiredToken(const QString &token, std::chrono::microseconds now)
{
    const auto contents = decodeToken(token);
    return contents && contents.value().expiresAt && *contents.value().expiresAt <= now;
}

Error expiredTokenError()
{
    return {ErrorLayer::Local, static_cast<int>(LocalError::None),
            Tr::tr("The new token has expired already. Is the clock right?"), true};
}

Result<TokenContents> decodeToken(const QString &token)
{
    if (token.size() > MaxTokenSize) {
        return badArgument(Tr::tr("This is too long for a token."));
    }
    const QByteArrayList parts = token.toUtf8().split('.');
    if (parts.size() != 3) {
        return badArgument(Tr::tr("This is not a token: it needs three parts with dots between."));
    }
    const auto header = readPart(parts[0]);
    const auto payload = readPart(parts[1]);
    if (!header || !payload) {
        return badArgument(Tr::tr("This is not a token: its parts cannot be read."));
    }
    const QJsonValue user = payload->value(u"sub");
    if (!user.isString() && !user.isUndefined()) {
        return badArgument(Tr::tr("The user of this token (sub) is not a text."));
    }
    TokenContents contents{user.toString(), std::nullopt, header->value(u"alg").toString()};
    if (const QJsonValue expiry = payload->value(u"exp"); !expiry.isUndefined()) {
        // Compared before it is converted: a number that does not fit is undefined behaviour.
        const double seconds = expiry.toDouble(-1);
        if (!(seconds >= 0 && seconds <= static_cast<double>(LatestExpiry.count()))) {
            return badArgument(Tr::tr("The expiry of this token (exp) is not a time."));
        }
        contents.expiresAt = std::chrono::seconds(static_cast<qint64>(std::floor(seconds)));
    }
    return contents;
}

QByteArray signHs256(const QByteArray &headerDotPayload, const QByteArray &secret)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (!HMAC(EVP_sha256(), secret.constData(), static_cast<int>(secret.size()),
              reinterpret_cast<const unsigned char *>(headerDotPayload.constData()),
              static_cast<std::size_t>(headerDotPayload.size()), digest.data(), &size)) {
        return {};
    }
    return QByteArray(reinterpret_cast<const char *>(digest.data()), size).toBase64(Base64Url);
}

} // namespace Centrifuge
