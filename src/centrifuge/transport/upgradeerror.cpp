// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/upgradeerror.h"

#include "centrifuge/tr.h"
#include "centrifuge/transport/tlserror.h"
#include "centrifuge/transport/unexpectedanswer.h"

#include <QMap>
#include <QUrl>

namespace Centrifuge {

namespace {

constexpr qsizetype LongestHeader = 120;
constexpr int SwitchingProtocols = 101;

using Headers = QMap<QByteArray, QByteArray>; // names in lower case

/** "HTTP/1.1 403 Forbidden" -> 403 */
int statusOf(const QByteArray &line)
{
    const QByteArrayList words = line.simplified().split(' ');
    bool isNumber = false;
    const int status = words.value(1).toInt(&isNumber);
    const bool isStatus =
        words.first().startsWith("HTTP/") && isNumber && status >= 100 && status <= 599;
    return isStatus ? status : 0;
}

Headers headersOf(const QByteArrayList &lines)
{
    Headers headers;
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0) {
            headers.insert(line.left(colon).toLower(),
                           line.mid(colon + 1).left(LongestHeader).simplified());
        }
    }
    return headers;
}

/** A status of 0 is no HTTP. */
struct UpgradeAnswer
{
    UnexpectedAnswer http;
    Headers headers;
};

UpgradeAnswer parse(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    const QByteArrayList lines = bytes.left(end).split('\n');
    UpgradeAnswer answer;
    answer.http.status = statusOf(lines.first());
    answer.headers = headersOf(lines.mid(1));
    const Headers &headers = answer.headers;
    answer.http.software = headers.value("server", headers.value("via"));
    answer.http.contentType = headers.value("content-type");
    answer.http.challenge = headers.value("www-authenticate");
    if (end >= 0) {
        answer.http.body = bytes.mid(end + 4);
    }
    bool isNumber = false;
    const qint64 size = headers.value("content-length").toLongLong(&isNumber);
    answer.http.bodySize = isNumber ? size : -1;
    return answer;
}

/** Without what could be a credential. */
QString redirectTarget(const UpgradeAnswer &answer)
{
    const QUrl url(QString::fromUtf8(answer.headers.value("location")));
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

QString forbiddenSentence(const QByteArray &origin)
{
    if (origin.isEmpty()) {
        return Tr::tr("The WebSocket upgrade is forbidden (HTTP status 403). Centrifugo does so "
                      "only for an Origin, and none was sent: a proxy or firewall did it.");
    }
    return Tr::tr("The WebSocket upgrade is forbidden (HTTP status 403): the server does not "
                  "allow the origin %1.")
        .arg(QString::fromUtf8(origin));
}

QString pageSentence(const UnexpectedAnswer &answer)
{
    return isWebPage(answer)
        ? Tr::tr("A web page came instead of a WebSocket (HTTP status 200): a login page of the "
                 "network, or an address that is not Centrifugo's.")
        : Tr::tr("What answers there is not a WebSocket (HTTP status 200).");
}

QString unavailableSentence(const UnexpectedAnswer &answer)
{
    return isFromIntermediary(answer)
        ? Tr::tr("A proxy answers, but does not reach the server behind it (HTTP status %1).")
              .arg(answer.status)
        : Tr::tr("The server takes no more connections at present (HTTP status %1).")
              .arg(answer.status);
}

QString sentence(const UpgradeAnswer &answer, const QByteArray &origin)
{
    const int status = answer.http.status;
    switch (status) {
    case 200:
        return pageSentence(answer.http);
    case 400:
        return Tr::tr("The server does not see a WebSocket upgrade in the request (HTTP status "
                      "400).");
    case 401:
        return Tr::tr("A login is demanded before the WebSocket (HTTP status 401); Centrifugo "
                      "itself does not do so, a proxy does.");
    case 403:
        return forbiddenSentence(origin);
    case 404:
        return Tr::tr("There is no WebSocket at this address (HTTP status 404); Centrifugo's "
                      "path is /connection/websocket.");
    case 405:
        return Tr::tr("This address is not for a WebSocket (HTTP status 405).");
    case 429:
        return Tr::tr("There are too many attempts, or too many connections (HTTP status 429).");
    case 502:
    case 503:
    case 504:
        return unavailableSentence(answer.http);
    default:
        break;
    }
    if (status >= 300 && status < 400) {
        return Tr::tr("The server redirects the WebSocket upgrade to %1 (HTTP status %2); set "
                      "that address.")
            .arg(redirectTarget(answer), QString::number(status));
    }
    return Tr::tr("The server answered the WebSocket upgrade with HTTP status %1.").arg(status);
}

/** What the one who answered says of it. */
QString addition(const UpgradeAnswer &answer)
{
    QStringList parts;
    const QString server = QString::fromUtf8(answer.headers.value("server"));
    if (!server.isEmpty()) {
        parts.append(Tr::tr("Answered by: %1.").arg(server));
    }
    const QString challenge = QString::fromUtf8(answer.http.challenge);
    if (!challenge.isEmpty()) {
        parts.append(Tr::tr("It asks for: %1.").arg(challenge));
    }
    const QString words = quotedBody(answer.http);
    if (!words.isEmpty()) {
        parts.append(Tr::tr("The answer says: %1").arg(words));
    }
    return parts.join(u' ');
}

QString secureScheme()
{
    return QStringLiteral("wss://");
}

} // namespace

Error makeUpgradeError(const QByteArray &answer, const UpgradeRequest &request)
{
    const UpgradeAnswer parsed = parse(answer);
    const int status = parsed.http.status;
    if (!request.isSecure && isAnswerOfTlsPort(status == 0 ? answer : parsed.http.body)) {
        return plainAddressError(request.host, secureScheme());
    }
    if (status == 0) {
        return {ErrorLayer::Protocol, 0, Tr::tr("What answers there does not speak HTTP."), true};
    }
    if (status == SwitchingProtocols) {
        return {ErrorLayer::Protocol, 0,
                Tr::tr("The WebSocket upgrade was answered with HTTP status 101, but not as "
                       "WebSocket demands."),
                true};
    }
    const QStringList parts{sentence(parsed, request.origin), addition(parsed)};
    return {ErrorLayer::Http, status, parts.join(u' ').trimmed(), true,
            isFromIntermediary(parsed.http)};
}

Error makeEarlyEndError(const QByteArray &answer, const UpgradeRequest &request, int code)
{
    if (!request.isSecure && isAnswerOfTlsPort(answer)) {
        return plainAddressError(request.host, secureScheme());
    }
    if (!answer.isEmpty() && !answer.startsWith("HTTP/")) {
        return {ErrorLayer::Protocol, 0, Tr::tr("What answers there does not speak HTTP."), true};
    }
    const QString sentence = answer.isEmpty()
        ? Tr::tr("%1 accepted the connection and closed it without an answer.")
        : Tr::tr("%1 closed the connection in the middle of its answer.");
    return {ErrorLayer::Tcp, code, sentence.arg(request.host), true};
}

} // namespace Centrifuge
