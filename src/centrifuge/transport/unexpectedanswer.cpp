// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/unexpectedanswer.h"

#include "centrifuge/tr.h"

#include <algorithm>
#include <array>

namespace Centrifuge {

namespace {

constexpr qsizetype MaxQuotedBytes = 200;
constexpr int ServiceUnavailable = 503;

/** Of servers that name the mistake; each is a part of a longer text. */
constexpr std::array TlsPortPhrases{
    "HTTP request to an HTTPS server", // Go, and so Centrifugo and Caddy
    "plain HTTP request was sent to HTTPS port", // nginx
    "speaking plain HTTP to an SSL-enabled server port", // Apache
};

QByteArray mediaType(const UnexpectedAnswer &answer)
{
    return answer.contentType.split(';').first().trimmed().toLower();
}

/** A byte sequence may be cut within a character. */
QString decoded(const QByteArray &bytes)
{
    QString text = QString::fromUtf8(bytes);
    while (text.endsWith(QChar::ReplacementCharacter)) {
        text.chop(1);
    }
    return text.simplified();
}

} // namespace

bool isWebPage(const UnexpectedAnswer &answer)
{
    return mediaType(answer).contains("html");
}

bool isFromIntermediary(const UnexpectedAnswer &answer)
{
    if (!answer.software.isEmpty() || !answer.challenge.isEmpty() || isWebPage(answer)) {
        return true;
    }
    // Above its limits of connections Centrifugo answers a bare 503; other proxies send words.
    const bool isBare = answer.contentType.isEmpty() && answer.body.isEmpty();
    return answer.status > 500 && (answer.status != ServiceUnavailable || !isBare);
}

bool isAnswerOfTlsPort(const QByteArray &bytes)
{
    constexpr char AlertRecord[] = {0x15, 0x03}; // content type "alert", version 3.x
    if (bytes.startsWith(QByteArray::fromRawData(AlertRecord, sizeof AlertRecord))) {
        return true;
    }
    return std::ranges::any_of(TlsPortPhrases,
                               [&bytes](const char *phrase) { return bytes.contains(phrase); });
}

QString quotedBody(const UnexpectedAnswer &answer)
{
    const QByteArray type = mediaType(answer);
    if (type != "text/plain" && type != "application/json") {
        return {};
    }
    const QByteArray body = answer.body.trimmed();
    const qint64 size = std::max<qint64>(answer.bodySize, answer.body.size());
    if (body.size() <= MaxQuotedBytes && size == answer.body.size()) {
        return decoded(body);
    }
    return Tr::tr("%1\u2026 (%2 bytes in all)")
        .arg(decoded(body.left(MaxQuotedBytes)), QString::number(size));
}

} // namespace Centrifuge
