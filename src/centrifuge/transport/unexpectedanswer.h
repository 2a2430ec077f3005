// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QString>

namespace Centrifuge {

/** What an unexpected HTTP answer reveals about its sender. Any thread. */
struct UnexpectedAnswer
{
    int status = 0;
    QByteArray software; ///< the header Server, else Via: Centrifugo sends neither
    QByteArray contentType; ///< as sent, may be empty
    QByteArray challenge; ///< the header WWW-Authenticate, which Centrifugo never sends
    QByteArray body; ///< its beginning
    qint64 bodySize = -1; ///< of the whole body in bytes, -1 where that is not known
};

/** A page for browsers, which nothing of Centrifugo but its admin interface sends. */
bool isWebPage(const UnexpectedAnswer &answer);

/** Whether a proxy, a firewall or another program must have sent this, and not Centrifugo. */
bool isFromIntermediary(const UnexpectedAnswer &answer);

/** The answer of a server that expects TLS to a request without: Go's, nginx's and Apache's words,
 * or the TLS alert of the others. `bytes` is the body, or all that came where it is no HTTP. */
bool isAnswerOfTlsPort(const QByteArray &bytes);

/** The body where it is plain text or JSON, on one line; cut where it is long, with its size. Empty
 * for markup, which is for browsers. */
QString quotedBody(const UnexpectedAnswer &answer);

} // namespace Centrifuge
