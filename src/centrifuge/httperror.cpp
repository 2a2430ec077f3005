// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/httperror.h"

#include "centrifuge/proxyerror.h"
#include "centrifuge/tlserror.h"

#include <QCoreApplication>
#include <QMap>
#include <QNetworkReply>
#include <QUrl>
#include <QVariant>

namespace Centrifuge {

namespace {

/** What is shown of a body that is not an answer. */
constexpr qsizetype MaxQuotedBytes = 200;
constexpr qsizetype LongestName = 60;

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

/** Which layer answered: Centrifugo names no software of its own, what stands before it does. */
QString answerer(const QNetworkReply &reply)
{
    for (const char *name : {"Server", "Via"}) {
        const QByteArray software = reply.rawHeader(name).left(LongestName);
        if (!software.isEmpty()) {
            return Text::tr("a proxy before the server (%1)")
                .arg(QString::fromUtf8(software).simplified());
        }
    }
    return contentType(reply) == QLatin1String("text/html")
        ? Text::tr("a proxy before the server, or something other than Centrifugo")
        : Text::tr("the server or a proxy before it");
}

/** A sentence with the status and who answered, where the status means something to a publish. */
QString knownSentence(int status)
{
    switch (status) {
    case 400:
        return Text::tr("The request was not understood (HTTP status %1): so says %2.");
    case 403:
        return Text::tr("The request is forbidden (HTTP status %1). Centrifugo does not answer "
                        "so; it was %2.");
    case 405:
        return Text::tr("This address takes no POST (HTTP status %1), it is not that of the HTTP "
                        "API: so says %2.");
    case 413:
        return Text::tr("The message is too large (HTTP status %1): %2 limits the size of a "
                        "request.");
    case 429:
        return Text::tr("Too many requests came in a short time (HTTP status %1): so says %2.");
    case 502:
    case 503:
    case 504:
        return Text::tr("The server behind the proxy does not answer (HTTP status %1): so says "
                        "%2.");
    default:
        return {};
    }
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
    const QString known = knownSentence(status);
    if (!known.isEmpty()) {
        const QString sentence = known.arg(status).arg(answerer(reply));
        return words.isEmpty() ? sentence : Text::tr("%1 The answer says: %2").arg(sentence, words);
    }
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

/** Qt has no number for it here, only the words that its proxies' engines use. */
bool isProxyRefusal(const QNetworkReply &reply)
{
    const QString text = reply.errorString();
    return reply.error() == QNetworkReply::UnknownNetworkError
        && (text == QCoreApplication::translate("QHttpSocketEngine", "Proxy connection refused")
            || text
                == QCoreApplication::translate("QSocks5SocketEngine",
                                               "Connection to proxy refused"));
}

std::optional<Error> proxyError(const QNetworkReply &reply, const ProxyOptions &proxy)
{
    static const QMap<QNetworkReply::NetworkError, QAbstractSocket::SocketError> errors{
        {QNetworkReply::ProxyConnectionRefusedError, QAbstractSocket::ProxyConnectionRefusedError},
        {QNetworkReply::ProxyConnectionClosedError, QAbstractSocket::ProxyConnectionClosedError},
        {QNetworkReply::ProxyNotFoundError, QAbstractSocket::ProxyNotFoundError},
        {QNetworkReply::ProxyTimeoutError, QAbstractSocket::ProxyConnectionTimeoutError},
        {QNetworkReply::ProxyAuthenticationRequiredError,
         QAbstractSocket::ProxyAuthenticationRequiredError},
        {QNetworkReply::UnknownProxyError, QAbstractSocket::ProxyProtocolError}};
    const auto code =
        isProxyRefusal(reply) ? QNetworkReply::ProxyConnectionRefusedError : reply.error();
    const auto found = errors.constFind(code);
    if (found == errors.constEnd()) {
        return std::nullopt;
    }
    auto error = findProxyError(*found, proxy, reply.errorString());
    error->code = code;
    return error;
}

Error tlsError(const QNetworkReply &reply, const HttpFailure &failure)
{
    Error error = makeTlsError({reply.url().host(), failure.tlsErrors, reply.errorString(),
                                !failure.network.tls.certificateFile.isEmpty()});
    error.temporary = false;
    return error;
}

Error networkError(const QNetworkReply &reply, const HttpFailure &failure)
{
    const QString host = reply.url().host();
    const int code = reply.error();
    if (reply.error() == QNetworkReply::SslHandshakeFailedError || isTlsText(reply.errorString())) {
        return tlsError(reply, failure);
    }
    if (auto error = proxyError(reply, failure.network.proxy)) {
        return *error;
    }
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

std::optional<Error> findHttpError(const QNetworkReply &reply, const HttpFailure &failure,
                                   const QByteArray &body)
{
    if (failure.end == HttpEnd::TimedOut) {
        return Error{ErrorLayer::Timeout, 0,
                     Text::tr("The server did not answer in time; whether it published is not "
                              "known."),
                     true};
    }
    if (failure.end == HttpEnd::TooLarge) {
        return Error{ErrorLayer::Protocol, 0,
                     Text::tr("The answer is larger than any of Centrifugo's; it was not read."),
                     false};
    }
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.error() == QNetworkReply::ProxyAuthenticationRequiredError) {
        return proxyError(reply, failure.network.proxy);
    }
    if (status != 0 && status != 200) {
        return statusError(reply, status, body);
    }
    if (reply.error() != QNetworkReply::NoError || status == 0) {
        return networkError(reply, failure);
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
