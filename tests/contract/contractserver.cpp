// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "contract/contractserver.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>
#include <QUuid>

#include <memory>

namespace {

constexpr int CallTimeout = 10'000;
constexpr char AddressVariable[] = "REALTIME_CONTRACT_WS_URL";

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QString uniqueName()
{
    return QUuid::createUuid().toString(QUuid::Id128);
}

} // namespace

QJsonObject HttpAnswer::object() const
{
    return QJsonDocument::fromJson(body).object();
}

int HttpAnswer::errorCode() const
{
    return object().value(u"error").toObject().value(u"code").toInt();
}

bool ContractServer::isAvailable()
{
    return qEnvironmentVariableIsSet(AddressVariable) || canStart();
}

bool ContractServer::canStart()
{
    return !qEnvironmentVariableIsSet(AddressVariable)
        && (ContractProgram::isAvailable() || TestServer::isAvailable());
}

void ContractServer::setOption(const QString &name, const QJsonValue &value)
{
    m_options.emplaceBack(name, value);
}

bool ContractServer::start()
{
    if (qEnvironmentVariableIsSet(AddressVariable)) {
        return useEnvironment();
    }
    m_local.config() = readConfig();
    for (const auto &[name, value] : std::as_const(m_options)) {
        m_local.setOption(name, value);
    }
    const QJsonObject config = m_local.config();
    m_apiKey = config.value(u"http_api").toObject().value(u"key").toString().toUtf8();
    m_secret = config.value(u"client")
                   .toObject()
                   .value(u"token")
                   .toObject()
                   .value(u"hmac_secret_key")
                   .toString()
                   .toUtf8();
    if (ContractProgram::isAvailable()) {
        if (!m_program.start(config)) {
            m_error = m_program.errorText();
            return false;
        }
        m_webSocketUrl = m_program.webSocketUrl();
        m_apiUrl = m_program.apiUrl();
        return true;
    }
    if (!m_local.start()) {
        m_error = m_local.errorText();
        return false;
    }
    m_webSocketUrl = m_local.webSocketUrl();
    m_apiUrl = m_local.apiUrl().toString();
    return true;
}

QJsonObject ContractServer::readConfig()
{
    QFile file(QStringLiteral(REALTIME_CONTRACT_CONFIG));
    return file.open(QFile::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                      : QJsonObject();
}

bool ContractServer::useEnvironment()
{
    m_webSocketUrl = QUrl(qEnvironmentVariable(AddressVariable));
    m_apiUrl = qEnvironmentVariable("REALTIME_CONTRACT_API_URL");
    m_apiKey = qgetenv("REALTIME_CONTRACT_API_KEY");
    m_secret = qgetenv("REALTIME_CONTRACT_HMAC_SECRET");
    if (m_apiUrl.isEmpty() || m_apiKey.isEmpty() || m_secret.isEmpty()) {
        m_error = QStringLiteral("With REALTIME_CONTRACT_WS_URL, REALTIME_CONTRACT_API_URL, "
                                 "REALTIME_CONTRACT_API_KEY and REALTIME_CONTRACT_HMAC_SECRET must "
                                 "be set, too.");
        return false;
    }
    return true;
}

HttpAnswer ContractServer::post(const QString &method, const QByteArray &body) const
{
    return send("POST", method, body, keyHeader());
}

HttpAnswer ContractServer::post(const QString &method, const QByteArray &body,
                                const Headers &headers) const
{
    return send("POST", method, body, headers);
}

HttpAnswer ContractServer::post(const QString &method, const QJsonObject &parameters) const
{
    return post(method, QJsonDocument(parameters).toJson(QJsonDocument::Compact));
}

HttpAnswer ContractServer::get(const QString &method) const
{
    return send("GET", method, {}, keyHeader());
}

QJsonObject ContractServer::publish(const QString &channel, const QByteArray &data) const
{
    return post(QStringLiteral("publish"),
                "{\"channel\":\"" + channel.toUtf8() + "\",\"data\":" + data + '}')
        .result();
}

QString ContractServer::token(const QJsonObject &claims, const QByteArray &secret)
{
    const QByteArray signedPart = base64Url(R"({"alg":"HS256","typ":"JWT"})") + '.'
        + base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    const QByteArray signature =
        QMessageAuthenticationCode::hash(signedPart, secret, QCryptographicHash::Sha256);
    return QString::fromLatin1(signedPart + '.' + base64Url(signature));
}

QString ContractServer::token(const QString &user) const
{
    return token({{QStringLiteral("sub"), user}, {QStringLiteral("exp"), inSeconds(600)}});
}

QString ContractServer::subscriptionToken(const QString &user, const QString &channel) const
{
    return token({{QStringLiteral("sub"), user},
                  {QStringLiteral("channel"), channel},
                  {QStringLiteral("exp"), inSeconds(600)}});
}

QString ContractServer::newChannel(const QString &nameSpace)
{
    return nameSpace.isEmpty() ? uniqueName() : nameSpace + QLatin1Char(':') + uniqueName();
}

QString ContractServer::newUser()
{
    return QStringLiteral("user-") + uniqueName();
}

qint64 ContractServer::inSeconds(int seconds)
{
    return QDateTime::currentSecsSinceEpoch() + seconds;
}

HttpAnswer ContractServer::send(const QByteArray &verb, const QString &method,
                                const QByteArray &body, const Headers &headers) const
{
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request(
        QUrl(method.isEmpty() ? m_apiUrl : m_apiUrl + QLatin1Char('/') + method));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    for (const auto &[name, value] : headers) {
        request.setRawHeader(name, value);
    }
    const std::unique_ptr<QNetworkReply> reply(network.sendCustomRequest(request, verb, body));
    if (!QSignalSpy(reply.get(), &QNetworkReply::finished).wait(CallTimeout)) {
        return {};
    }
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
            reply->header(QNetworkRequest::ContentTypeHeader).toByteArray()};
}
