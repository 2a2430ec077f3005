// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/upgradeerror.h"

#include <QCoreApplication>
#include <QMap>
#include <QUrl>

namespace Centrifuge {

namespace {

constexpr qsizetype MaxQuotedBytes = 200;
constexpr qsizetype LongestHeader = 120;
constexpr int SwitchingProtocols = 101;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Centrifuge::Transport)
};

/** The parts of an HTTP answer; a status of 0 is none. */
struct Answer
{
    int status = 0;
    QMap<QByteArray, QString> headers; ///< names in lower case
    QByteArray body; ///< its beginning

    bool isWebPage() const { return headers.value("content-type").contains(u"html"); }
};

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

Answer parse(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    const QByteArrayList lines = bytes.left(end).split('\n');
    Answer answer;
    answer.status = statusOf(lines.first());
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0) {
            answer.headers.insert(
                line.left(colon).toLower(),
                QString::fromUtf8(line.mid(colon + 1).left(LongestHeader)).simplified());
        }
    }
    if (end >= 0) {
        answer.body = bytes.mid(end + 4);
    }
    return answer;
}

/** Without what could be a credential. */
QString redirectTarget(const Answer &answer)
{
    const QUrl url(answer.headers.value("location"));
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

QString forbiddenSentence(const QByteArray &origin)
{
    if (origin.isEmpty()) {
        return Text::tr("The WebSocket upgrade is forbidden (HTTP status 403). Centrifugo does so "
                        "only for an Origin, and none was sent: a proxy or firewall did it.");
    }
    return Text::tr("The WebSocket upgrade is forbidden (HTTP status 403): the server does not "
                    "allow the origin %1.")
        .arg(QString::fromUtf8(origin));
}

QString sentence(const Answer &answer, const QByteArray &origin)
{
    switch (answer.status) {
    case 200:
        return answer.isWebPage() ? Text::tr("A web page came instead of a WebSocket (HTTP status "
                                             "200): a login page of the network, or an address "
                                             "that is not Centrifugo's.")
                                  : Text::tr("What answers there is not a WebSocket (HTTP status "
                                             "200).");
    case 400:
        return Text::tr("The server does not see a WebSocket upgrade in the request (HTTP status "
                        "400): a proxy may drop its headers Upgrade and Connection.");
    case 401:
        return Text::tr("A login is demanded before the WebSocket (HTTP status 401); Centrifugo "
                        "itself does not do so, a proxy does.");
    case 403:
        return forbiddenSentence(origin);
    case 404:
        return Text::tr("There is no WebSocket at this address (HTTP status 404); Centrifugo's "
                        "path is /connection/websocket.");
    case 429:
        return Text::tr("There are too many attempts, or too many connections (HTTP status 429).");
    case 502:
    case 503:
    case 504:
        return Text::tr("A proxy answers, but does not reach the server behind it (HTTP status "
                        "%1).")
            .arg(answer.status);
    default:
        break;
    }
    if (answer.status >= 300 && answer.status < 400) {
        return Text::tr("The server redirects the WebSocket upgrade to %1 (HTTP status %2); set "
                        "that address.")
            .arg(redirectTarget(answer), QString::number(answer.status));
    }
    return Text::tr("The server answered the WebSocket upgrade with HTTP status %1.")
        .arg(answer.status);
}

/** What the one who answered says of it; markup is for browsers and says nothing here. */
QString addition(const Answer &answer)
{
    QStringList parts;
    const QString server = answer.headers.value("server");
    if (!server.isEmpty()) {
        parts.append(Text::tr("Answered by: %1.").arg(server));
    }
    const QString words = QString::fromUtf8(answer.body.left(MaxQuotedBytes)).simplified();
    if (answer.headers.value("content-type").startsWith(u"text/plain") && !words.isEmpty()) {
        parts.append(Text::tr("The answer says: %1").arg(words));
    }
    return parts.join(u' ');
}

} // namespace

Error makeUpgradeError(const QByteArray &answer, const QByteArray &origin)
{
    const Answer parsed = parse(answer);
    if (parsed.status == 0) {
        return {ErrorLayer::Protocol, 0, Text::tr("What answers there does not speak HTTP."), true};
    }
    if (parsed.status == SwitchingProtocols) {
        return {ErrorLayer::Protocol, 0,
                Text::tr("The WebSocket upgrade was answered with HTTP status 101, but not as "
                         "WebSocket demands."),
                true};
    }
    const QStringList parts{sentence(parsed, origin), addition(parsed)};
    return {ErrorLayer::Http, parsed.status, parts.join(u' ').trimmed(), true};
}

} // namespace Centrifuge
