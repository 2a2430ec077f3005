// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/httperror.h"

#include "centrifuge/tr.h"
#include "centrifuge/transport/proxyerror.h"
#include "centrifuge/transport/tlserror.h"
#include "centrifuge/transport/unexpectedanswer.h"
#include "text/secretmask.h"

#include <QCoreApplication>

namespace Centrifuge {

namespace {

constexpr qsizetype MaxHeaderLength = 60;

/** Describes the sender as far as the answer identifies it. */
UnexpectedAnswer described(const HttpAnswer &answer)
{
    UnexpectedAnswer result;
    result.status = answer.status;
    result.software = answer.header("Server").left(MaxHeaderLength);
    if (result.software.isEmpty()) {
        result.software = answer.header("Via").left(MaxHeaderLength);
    }
    result.contentType = answer.header("Content-Type");
    result.challenge = answer.header("WWW-Authenticate").left(MaxHeaderLength);
    result.body = answer.body;
    result.bodySize = answer.body.size();
    return result;
}

/** Where a redirect leads, without what could be a credential. */
QString apiRedirectTarget(const HttpAnswer &answer, const QUrl &url)
{
    const QUrl location = QUrl::fromEncoded(answer.header("Location"));
    const QUrl target = url.resolved(location);
    return target.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

/** Which layer answered: Centrifugo names no software of its own, what stands before it does. */
QString answerer(const UnexpectedAnswer &answer)
{
    if (!answer.software.isEmpty()) {
        return Tr::tr("a proxy before the server (%1)")
            .arg(QString::fromUtf8(answer.software).simplified());
    }
    return isWebPage(answer)
        ? Tr::tr("a proxy before the server, or something other than Centrifugo")
        : Tr::tr("the server or a proxy before it");
}

/** A sentence with the status and who answered, where the status means something to a publish. */
QString knownSentence(int status)
{
    switch (status) {
    case 400:
        return Tr::tr("The request was not understood (HTTP status %1): so says %2.");
    case 403:
        return Tr::tr("The request is forbidden (HTTP status %1). Centrifugo does not answer "
                      "so; it was %2.");
    case 405:
        return Tr::tr("This address takes no POST (HTTP status %1), it is not that of the HTTP "
                      "API: so says %2.");
    case 413:
        return Tr::tr("The message is too large (HTTP status %1): %2 limits the size of a "
                      "request.");
    case 429:
        return Tr::tr("Too many requests came in a short time (HTTP status %1): so says %2.");
    case 502:
    case 503:
    case 504:
        return Tr::tr("The server behind the proxy does not answer (HTTP status %1): so says "
                      "%2.");
    default:
        return {};
    }
}

QString loginSentence(const UnexpectedAnswer &answer)
{
    return answer.challenge.isEmpty()
        ? Tr::tr("The server does not accept the API key (HTTP status 401).")
        : Tr::tr("A login is demanded before the HTTP API (HTTP status 401); Centrifugo itself "
                 "does not do so, it was %1. It asks for: %2.")
              .arg(answerer(answer), QString::fromUtf8(answer.challenge).simplified());
}

QString statusSentence(const HttpAnswer &answer, const QUrl &url)
{
    const int status = answer.status;
    const QString number = QString::number(status);
    const UnexpectedAnswer sender = described(answer);
    if (status == 401) {
        return loginSentence(sender);
    }
    if (status >= 300 && status < 400) {
        return Tr::tr("The server redirects to %1 (HTTP status %2). Redirects are not followed; "
                      "set the address of the HTTP API itself.")
            .arg(apiRedirectTarget(answer, url), number);
    }
    if (status == 404) {
        return Tr::tr("There is no HTTP API at this address (HTTP status 404).");
    }
    const QString words = quotedBody(sender);
    const QString known = knownSentence(status);
    if (!known.isEmpty()) {
        const QString sentence = known.arg(number, answerer(sender));
        return words.isEmpty() ? sentence : Tr::tr("%1 The answer says: %2").arg(sentence, words);
    }
    if (words.isEmpty()) {
        return Tr::tr("The server answered with HTTP status %1.").arg(number);
    }
    return Tr::tr("The server answered with HTTP status %1: %2").arg(number, words);
}

Error statusError(const HttpAnswer &answer, const QUrl &url)
{
    if (url.scheme() == QLatin1String("http") && isAnswerOfTlsPort(answer.body)) {
        return plainAddressError(url.host(), QStringLiteral("https://"));
    }
    return {ErrorLayer::Http, answer.status, statusSentence(answer, url),
            answer.status >= 500 || answer.status == 429, isFromIntermediary(described(answer))};
}

/** Qt has no number for it here, only the words that its proxies' engines use. */
bool isProxyRefusal(const HttpOutcome &outcome)
{
    const QString &text = outcome.socketText;
    return text == QCoreApplication::translate("QHttpSocketEngine", "Proxy connection refused")
        || text
        == QCoreApplication::translate("QSocks5SocketEngine", "Connection to proxy refused");
}

/** Where a proxy takes the whole request, a connection that fails is the one to the proxy. */
QAbstractSocket::SocketError proxySocketError(const HttpOutcome &outcome)
{
    if (isProxyRefusal(outcome)) {
        return QAbstractSocket::ProxyConnectionRefusedError;
    }
    if (!outcome.isForwarded) {
        return outcome.socketError;
    }
    switch (outcome.socketError) {
    case QAbstractSocket::ConnectionRefusedError:
        return QAbstractSocket::ProxyConnectionRefusedError;
    case QAbstractSocket::HostNotFoundError:
        return QAbstractSocket::ProxyNotFoundError;
    case QAbstractSocket::SocketTimeoutError:
        return QAbstractSocket::ProxyConnectionTimeoutError;
    default:
        return outcome.socketError;
    }
}

Error tlsError(const HttpOutcome &outcome, const QUrl &url, const NetworkOptions &network)
{
    Error error = makeTlsError({url.host(), outcome.tlsErrors, outcome.socketText,
                                !network.tls.certificateFile.isEmpty()});
    error.temporary = false;
    return error;
}

bool isTlsFailure(const HttpOutcome &outcome)
{
    return outcome.socketError == QAbstractSocket::SslHandshakeFailedError
        || outcome.socketError == QAbstractSocket::SslInternalError
        || outcome.socketError == QAbstractSocket::SslInvalidUserDataError
        || isTlsText(outcome.socketText);
}

/** Before a byte of the request was written. */
Error connectError(const HttpOutcome &outcome, const QUrl &url, const NetworkOptions &network)
{
    const QString host = url.host();
    const int code = outcome.socketError;
    if (isTlsFailure(outcome)) {
        return tlsError(outcome, url, network);
    }
    if (auto error = findProxyError(proxySocketError(outcome), network.proxy, outcome.socketText)) {
        return *error;
    }
    switch (outcome.socketError) {
    case QAbstractSocket::HostNotFoundError:
        return {ErrorLayer::NameResolution, code, Tr::tr("The host %1 has no address.").arg(host),
                true};
    case QAbstractSocket::ConnectionRefusedError: {
        const int port = url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
        return {
            ErrorLayer::Tcp, code,
            Tr::tr("Nothing accepts connections at %1, port %2.").arg(host, QString::number(port)),
            true};
    }
    case QAbstractSocket::SocketTimeoutError:
        return {ErrorLayer::Tcp, code, Tr::tr("No connection to %1 came about in time.").arg(host),
                true};
    case QAbstractSocket::RemoteHostClosedError: // this number is for what was sent
        return {ErrorLayer::Tcp, QAbstractSocket::NetworkError,
                Tr::tr("The connection to %1 was closed before anything was sent.").arg(host),
                true};
    default:
        return {ErrorLayer::Tcp, code,
                Tr::tr("The connection to %1 failed: %2").arg(host, outcome.socketText), true};
    }
}

/** After the request was written: a server that refuses our certificate did not read it. */
Error brokenError(const HttpOutcome &outcome, const QUrl &url, const NetworkOptions &network)
{
    if (outcome.answer.status == 0 && isTlsFailure(outcome)) {
        const Error error = tlsError(outcome, url, network);
        if (error.code == int(TlsProblem::ClientCertificateWanted)
            || error.code == int(TlsProblem::ClientCertificateRefused)) {
            return error;
        }
    }
    const int code = QAbstractSocket::RemoteHostClosedError;
    if (outcome.socketError == QAbstractSocket::RemoteHostClosedError) {
        return {ErrorLayer::Tcp, code,
                Tr::tr("The connection was closed before the answer was complete."), true};
    }
    return {
        ErrorLayer::Tcp, code,
        Tr::tr("The connection broke before the answer was complete: %1").arg(outcome.socketText),
        true};
}

Error timeOutError(const HttpOutcome &outcome, const QUrl &url)
{
    return outcome.isSent
        ? Error{ErrorLayer::Timeout, 0, Tr::tr("The server did not answer in time."), true}
        : Error{ErrorLayer::Tcp, QAbstractSocket::SocketTimeoutError,
                Tr::tr("No connection to %1 came about in time; nothing was sent.").arg(url.host()),
                true};
}

} // namespace

std::optional<Error> findHttpError(const HttpOutcome &outcome, const QUrl &url,
                                   const NetworkOptions &network)
{
    switch (outcome.end) {
    case HttpEnd::NotStarted:
        return outcome.problem;
    case HttpEnd::TimedOut:
        return timeOutError(outcome, url);
    case HttpEnd::TooLarge:
        return Error{ErrorLayer::Protocol, 0,
                     Tr::tr("The answer is larger than any of Centrifugo's; the connection was "
                            "closed."),
                     false};
    case HttpEnd::NotHttp:
        return Error{ErrorLayer::Protocol, 0, Tr::tr("The server does not answer in HTTP."), false};
    case HttpEnd::SocketFailed:
        return outcome.isSent ? brokenError(outcome, url, network)
                              : connectError(outcome, url, network);
    case HttpEnd::Answered:
        break;
    }
    if (outcome.isForwarded && outcome.answer.status == 407) {
        return findProxyError(QAbstractSocket::ProxyAuthenticationRequiredError, network.proxy, {});
    }
    if (outcome.answer.status != 200) {
        return statusError(outcome.answer, url);
    }
    return std::nullopt;
}

QString withoutSecret(const QString &text, const QByteArray &secret)
{
    return Text::maskWholeWord(text, QString::fromUtf8(secret),
                               QStringLiteral("\u2022\u2022\u2022"));
}

} // namespace Centrifuge
