// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/logmask.h"

#include "text/secretmask.h"
#include "text/visibletext.h"

#include <QByteArray>
#include <QMutex>

#include <cstdio>

namespace {

/** Stands for a secret until all are found: no character, so that no secret is within it, as the
 * word of the mask may be one. */
constexpr QChar Placeholder(0xFDD0);

QString mask()
{
    return QStringLiteral("[secret]");
}

// Messages come from any thread; the list only ever grows by what a profile brings.
struct KnownSecrets
{
    QMutex mutex;
    QList<Secret> values;
};

KnownSecrets &knownSecrets()
{
    // Never destroyed: Qt still logs while the program's statics go, and the handler reads this.
    static auto &known = *new KnownSecrets;
    return known;
}

QByteArray escaped(const QByteArray &value)
{
    QByteArray result;
    for (const char c : value) {
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        result += c;
    }
    return result;
}

/** In which it can be read; only there it could be a part of an ordinary word. */
QList<QByteArray> readableFormsOf(const QByteArray &value)
{
    return {value, escaped(value), value.toPercentEncoding()};
}

/** These also stand within a longer text, such as the dump of a whole frame. */
QList<QByteArray> encodedFormsOf(const QByteArray &value)
{
    return {value.toHex(), value.toHex(' '), value.toBase64(QByteArray::OmitTrailingEquals),
            value.toBase64(QByteArray::OmitTrailingEquals | QByteArray::Base64UrlEncoding)};
}

bool isTokenCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
        || c == u'-' || c == u'_' || c == u'.';
}

/** Everything that begins like a token ("eyJ" is `{"` in Base64), with its dots, is one. Without a
 * regular expression: Qt logs from within those, and this runs for each message of a log. */
QString maskTokens(const QString &text)
{
    constexpr qsizetype ShortestToken = 8;
    const QString start = QStringLiteral("eyJ");
    QString result;
    qsizetype at = 0;
    for (qsizetype found = text.indexOf(start); found >= 0; found = text.indexOf(start, at)) {
        qsizetype end = found + start.size();
        while (end < text.size() && isTokenCharacter(text.at(end))) {
            ++end;
        }
        result += QStringView(text).sliced(at, found - at);
        const bool isToken = end - found >= ShortestToken;
        result += isToken ? QString(Placeholder) : text.mid(found, end - found);
        at = end;
    }
    result += QStringView(text).sliced(at);
    return result;
}

/** What servers repeat of a header: the credentials after their scheme ("Bearer X"), and the user
 * and password that Basic encodes. */
QList<Secret> partsOf(const Secret &header)
{
    const QByteArray value = header.reveal().trimmed();
    const qsizetype blank = value.indexOf(' ');
    if (blank < 0) {
        return {};
    }
    const QByteArray credentials = value.mid(blank + 1).trimmed();
    QList<Secret> parts{Secret(credentials)};
    if (value.first(blank).compare("Basic", Qt::CaseInsensitive) == 0) {
        const QByteArray pair = QByteArray::fromBase64(credentials);
        const qsizetype colon = pair.indexOf(':');
        parts.append(Secret(pair));
        parts.append(Secret(colon < 0 ? QByteArray() : pair.mid(colon + 1)));
    }
    return parts;
}

void writeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QString line = Text::visible(maskSecrets(qFormatLogMessage(type, context, message)));
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stderr);
    std::fflush(stderr);
}

} // namespace

QString maskSecrets(const QString &text, const QList<Secret> &secrets)
{
    QString result = text;
    result.replace(mask(), QString(Placeholder)); // masked before
    result = maskTokens(result);
    for (const Secret &secret : secrets) {
        if (secret.isEmpty() || isTooShort(secret)) {
            continue; // none is accepted that is so short
        }
        for (const QByteArray &form : readableFormsOf(secret.reveal())) {
            result = Text::maskWholeWord(result, QString::fromUtf8(form), QString(Placeholder),
                                         Qt::CaseInsensitive);
        }
        for (const QByteArray &form : encodedFormsOf(secret.reveal())) {
            result.replace(QString::fromUtf8(form), QString(Placeholder), Qt::CaseInsensitive);
        }
    }
    return result.replace(Placeholder, mask());
}

QString maskSecrets(const QString &text)
{
    KnownSecrets &known = knownSecrets();
    const QMutexLocker lock(&known.mutex);
    return maskSecrets(text, known.values);
}

void addMaskedSecrets(const ConnectionSettings &settings)
{
    for (const Secret &secret : {settings.apiKey, settings.tokenHmacSecret,
                                 settings.subscriptionHmacSecret, settings.token}) {
        addMaskedSecret(secret);
    }
    for (const Secret &secret : settings.otherSecrets) {
        addMaskedSecret(secret);
        for (const Secret &part : partsOf(secret)) {
            addMaskedSecret(part);
        }
    }
}

void addMaskedSecret(const Secret &secret)
{
    KnownSecrets &known = knownSecrets();
    const QMutexLocker lock(&known.mutex);
    if (!secret.isEmpty() && !known.values.contains(secret)) {
        known.values.append(secret);
    }
}

void installLogMask()
{
    qInstallMessageHandler(writeMessage);
}
