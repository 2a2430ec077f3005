// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "contract/contractprogram.h"
#include "support/testserver.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QPair>
#include <QString>
#include <QUrl>

/** What came back over HTTP. */
struct HttpAnswer
{
    int status = 0; ///< 0 = no answer
    QByteArray body;
    QByteArray contentType;

    QJsonObject object() const;
    QJsonObject result() const { return object().value(QStringLiteral("result")).toObject(); }
    int errorCode() const; ///< of the envelope, 0 for none
};

using Headers = QList<QPair<QByteArray, QByteArray>>;

/**
 * The server under contract: the one that REALTIME_CONTRACT_WS_URL, _API_URL, _API_KEY and
 * _HMAC_SECRET name; else one started here, of the program REALTIME_CONTRACT_PROGRAM or the local
 * server. All run with tests/contract/centrifugo.json. Tokens are made here by hand, for what we
 * rely on must not rest on the code that relies on it.
 */
class ContractServer
{
public:
    /** Whether there is a server to test at all; a test then skips. */
    static bool isAvailable();
    /** Whether one with options of its own can be started. */
    static bool canStart();

    /** Changes one option of the next start(), such as "client.insecure"; only with canStart(). */
    void setOption(const QString &name, const QJsonValue &value);
    /** Starts one unless an address is given; false with the words in errorText(). */
    bool start();
    QString errorText() const { return m_error; }

    QUrl webSocketUrl() const { return m_webSocketUrl; }

    /** POST <api>/<method>, or <api> if it is empty, with the API key unless other headers are
     * given. */
    HttpAnswer post(const QString &method, const QByteArray &body) const;
    HttpAnswer post(const QString &method, const QByteArray &body, const Headers &headers) const;
    HttpAnswer post(const QString &method, const QJsonObject &parameters) const;
    HttpAnswer get(const QString &method) const;
    /** Publishes one JSON value as it is; the answer's result. */
    QJsonObject publish(const QString &channel, const QByteArray &data) const;
    Headers keyHeader() const { return {{"X-API-Key", m_apiKey}}; }

    /** HS256 over the claims as they are. */
    static QString token(const QJsonObject &claims, const QByteArray &secret);
    QString token(const QJsonObject &claims) const { return token(claims, m_secret); }
    QString token(const QString &user) const;
    QString subscriptionToken(const QString &user, const QString &channel) const;

    /** A channel nobody used before, also on a server that runs for long. */
    static QString newChannel(const QString &nameSpace);
    static QString newUser();
    /** Unix time in `seconds` from now. */
    static qint64 inSeconds(int seconds);

private:
    HttpAnswer send(const QByteArray &verb, const QString &method, const QByteArray &body,
                    const Headers &headers) const;
    bool useEnvironment();
    QJsonObject readConfig();

    TestServer m_local;
    ContractProgram m_program;
    QList<QPair<QString, QJsonValue>> m_options;
    QUrl m_webSocketUrl;
    QString m_apiUrl;
    QByteArray m_apiKey;
    QByteArray m_secret;
    QString m_error;
};
