// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/logmask.h"

#include "monitor/visibletext.h"

#include <QByteArray>
#include <QMutex>
#include <QRegularExpression>
#include <QUrl>

#include <cstdio>

namespace {

QString mask()
{
    return QStringLiteral("[secret]");
}

/** Shorter values would blank half of a log and are no secret worth the name. */
constexpr qsizetype ShortestSecret = 4;

// Messages come from any thread; the list only ever grows by what a profile brings.
struct KnownSecrets
{
    QMutex mutex;
    QList<Secret> values;
};

KnownSecrets &knownSecrets()
{
    static KnownSecrets known;
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

QList<QByteArray> formsOf(const QByteArray &value)
{
    return {value,
            escaped(value),
            value.toPercentEncoding(),
            value.toHex(),
            value.toHex(' '),
            value.toBase64(QByteArray::OmitTrailingEquals),
            value.toBase64(QByteArray::OmitTrailingEquals | QByteArray::Base64UrlEncoding)};
}

void writeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QString line = visibleText(maskSecrets(qFormatLogMessage(type, context, message)));
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stderr);
    std::fflush(stderr);
}

} // namespace

QString maskSecrets(const QString &text, const QList<Secret> &secrets)
{
    static const QRegularExpression token(
        QStringLiteral("eyJ[A-Za-z0-9_-]{2,}\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*)?"));
    QString result = text;
    result.replace(token, mask());
    for (const Secret &secret : secrets) {
        if (secret.reveal().size() < ShortestSecret) {
            continue;
        }
        const QList<QByteArray> forms = formsOf(secret.reveal());
        for (const QByteArray &form : forms) {
            result.replace(QString::fromUtf8(form), mask(), Qt::CaseInsensitive);
        }
    }
    return result;
}

QString maskSecrets(const QString &text)
{
    KnownSecrets &known = knownSecrets();
    const QMutexLocker lock(&known.mutex);
    return maskSecrets(text, known.values);
}

void addMaskedSecrets(const ConnectionSettings &settings)
{
    KnownSecrets &known = knownSecrets();
    const QMutexLocker lock(&known.mutex);
    for (const Secret &secret : {settings.apiKey, settings.tokenHmacSecret, settings.token}) {
        if (!secret.isEmpty() && !known.values.contains(secret)) {
            known.values.append(secret);
        }
    }
}

void installLogMask()
{
    qInstallMessageHandler(writeMessage);
}
