// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/httperror.h"

#include <QCoreApplication>
#include <QNetworkReply>
#include <QUrl>
#include <QVariant>

namespace Centrifuge {

namespace {

/** What is shown of a body that is not an answer. */
constexpr qsizetype MaxQuotedBytes = 200;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Centrifuge::ServerApi)
};

QString contentType(const QNetworkReply &reply)
{
    return reply.header(QNetworkRequest::ContentTypeHeader)
        .toString()
        .section(u';', 0, 0)
        .trimmed();
}

/** The beginning of a text body on one line; markup is for browsers and says nothing here. */
QString quote(const QNetworkReply &reply, const QByteArray &body)
{
    const QString type = contentType(reply);
    if (type != QLatin1String("text/plain") && type != QLatin1String("application/json")) {
        return {};
    }
    return QString::fromUtf8(body.left(MaxQuotedBytes)).simplified();
}

/** Where a redirect leads, without what could be a credential. */
QString redirectTarget(const QNetworkReply &reply)
{
    const QUrl location = QUrl::fromEncoded(reply.rawHeader("Location"));
    const QUrl target = reply.url().resolved(location);
    return target.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

QString statusSentence(const QNetworkReply &reply, int status, const QByteArray &body)
{
    if (status == 401) {
        return Text::tr("The server does not accept the API key (HTTP status 401).");
    }
    if (status >= 300 && status < 400) {
        return Text::tr("The server redirects to %1 (HTTP status %2). Redirects are not followed; "
                        "set the address of the HTTP API itself.")
            .arg(redirectTarget(reply))
            .arg(status);
    }
    if (status == 404) {
        return Text::tr("There is no HTTP API at this address (HTTP status 404).");
    }
    const QString words = quote(reply, body);
    if (words.isEmpty()) {
        return Text::tr("The server answered with HTTP status %1.").arg(status);
    }
    return Text::tr("The server answered with HTTP status %1: %2").arg(status).arg(words);
}

Error statusError(const QNetworkReply &reply, int status, const QByteArray &body)
{
    return {ErrorLayer::Http, status, statusSentence(reply, status, body),
            status >= 500 || status == 429};
}

Error networkError(const QNetworkReply &reply)
{
    const QString host = reply.url().host();
    const int code = reply.error();
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        return {ErrorLayer::NameResolution, code, Text::tr("The host %1 has no address.").arg(host),
                true};
    case QNetworkReply::ConnectionRefusedError:
        return {
            ErrorLayer::Tcp, code,
            Text::tr("Nothing accepts connections at %1, port %2.")
                .arg(host)
                .arg(reply.url().port(reply.url().scheme() == QLatin1String("https") ? 443 : 80)),
            true};
    case QNetworkReply::RemoteHostClosedError:
        return {ErrorLayer::Tcp, code,
                Text::tr("The server closed the connection before its answer was complete."), true};
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorLayer::Tls, code,
                Text::tr("No secure connection to %1: %2").arg(host, reply.errorString()), false};
    case QNetworkReply::TimeoutError:
        return {ErrorLayer::Timeout, code,
                Text::tr("No connection to %1 came about in time.").arg(host), true};
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return {ErrorLayer::Protocol, code, Text::tr("The server does not answer in HTTP."), false};
    default:
        return {ErrorLayer::Tcp, code,
                Text::tr("The connection to %1 failed: %2").arg(host, reply.errorString()), true};
    }
}

} // namespace

std::optional<Error> findHttpError(const QNetworkReply &reply, HttpEnd end, const QByteArray &body)
{
    if (end == HttpEnd::TimedOut) {
        return Error{ErrorLayer::Timeout, 0,
                     Text::tr("The server did not answer in time; whether it published is not "
                              "known."),
                     true};
    }
    if (end == HttpEnd::TooLarge) {
        return Error{ErrorLayer::Protocol, 0,
                     Text::tr("The answer is larger than any of Centrifugo's; it was not read."),
                     false};
    }
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 0 && status != 200) {
        return statusError(reply, status, body);
    }
    if (reply.error() != QNetworkReply::NoError || status == 0) {
        return networkError(reply);
    }
    return std::nullopt;
}

QString withoutSecret(const QString &text, const QByteArray &secret)
{
    QString masked = text;
    if (!secret.isEmpty()) {
        masked.replace(QString::fromUtf8(secret), QStringLiteral("\u2022\u2022\u2022"));
    }
    return masked;
}

} // namespace Centrifuge
