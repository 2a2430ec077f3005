// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/localserver/localserverprotocol.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUrl>

#include <array>

namespace {

Secret randomSecret()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    const QByteArray bytes(reinterpret_cast<const char *>(words.data()), sizeof(words));
    return Secret(bytes.toHex());
}

QJsonObject channelOptions()
{
    return {{QStringLiteral("allow_subscribe_for_client"), true},
            {QStringLiteral("allow_user_limited_channels"), true},
            {QStringLiteral("allow_presence_for_subscriber"), true},
            {QStringLiteral("presence"), true},
            {QStringLiteral("join_leave"), true},
            {QStringLiteral("allow_tags_filter"), true}};
}

QJsonObject withHistory(QJsonObject options)
{
    options.insert(QStringLiteral("history_size"), 1000);
    options.insert(QStringLiteral("history_ttl"), QStringLiteral("300s"));
    options.insert(QStringLiteral("force_recovery"), true);
    options.insert(QStringLiteral("allow_history_for_subscriber"), true);
    options.insert(QStringLiteral("allowed_delta_types"), QJsonArray{QStringLiteral("fossil")});
    return options;
}

QJsonArray namespaces()
{
    QJsonObject chat = withHistory(channelOptions());
    chat.insert(QStringLiteral("name"), QStringLiteral("chat"));
    chat.insert(QStringLiteral("force_push_join_leave"), true);
    QJsonObject plain = channelOptions();
    plain.insert(QStringLiteral("name"), QStringLiteral("plain"));
    return {chat, plain};
}

/** With a prefix of our own: with Centrifugo's, a real one at the same Redis would be a node. */
QJsonObject redisEngine(const Secret &url)
{
    return {{QStringLiteral("type"), QStringLiteral("redis")},
            {QStringLiteral("redis"),
             QJsonObject{{QStringLiteral("address"), QString::fromUtf8(url.reveal())},
                         {QStringLiteral("prefix"), QStringLiteral("realtime-monitor")}}}};
}

Centrifuge::Error notARedisUrl()
{
    Centrifuge::Error error;
    error.layer = Centrifuge::ErrorLayer::Protocol;
    error.message = QCoreApplication::translate(
        "LocalServer",
        "The URL of Redis must be redis://host:port/database, rediss://… or unix:///path.");
    return error;
}

Centrifuge::Error notReady()
{
    return {Centrifuge::ErrorLayer::Protocol, 0,
            QCoreApplication::translate("LocalServer",
                                        "The local server did not say where it listens."),
            false};
}

} // namespace

LocalServerSecrets newLocalServerSecrets()
{
    return {randomSecret(), randomSecret()};
}

QByteArray localServerConfiguration(const LocalServerCluster &cluster, quint16 port)
{
    const LocalServerSecrets &secrets = cluster.secrets;
    const QJsonObject token{
        {QStringLiteral("hmac_secret_key"), QString::fromLatin1(secrets.tokenHmacSecret.reveal())}};
    QJsonObject configuration{
        {QStringLiteral("http_server"),
         QJsonObject{{QStringLiteral("address"), QStringLiteral("127.0.0.1")},
                     {QStringLiteral("port"), port}}},
        {QStringLiteral("client"),
         QJsonObject{{QStringLiteral("token"), token}, {QStringLiteral("channel_limit"), 10'000}}},
        {QStringLiteral("http_api"),
         QJsonObject{{QStringLiteral("key"), QString::fromLatin1(secrets.apiKey.reveal())}}},
        {QStringLiteral("channel"),
         QJsonObject{{QStringLiteral("without_namespace"), withHistory(channelOptions())},
                     {QStringLiteral("namespaces"), namespaces()}}}};
    if (!cluster.redisUrl.isEmpty()) {
        configuration.insert(QStringLiteral("engine"), redisEngine(cluster.redisUrl));
    }
    return QJsonDocument(configuration).toJson(QJsonDocument::Compact) + '\n';
}

Centrifuge::Result<quint16> readReadyLine(const QByteArray &line)
{
    const QJsonDocument document = QJsonDocument::fromJson(line);
    const int port = document.object().value(QStringLiteral("port")).toInt();
    if (port < 1 || port > 65535) {
        return notReady();
    }
    return static_cast<quint16>(port);
}

Centrifuge::Result<Secret> readRedisUrl(const QByteArray &text)
{
    const QUrl url = QUrl::fromEncoded(text, QUrl::StrictMode);
    const bool isSocket = url.scheme() == QStringLiteral("unix");
    const bool isHost =
        url.scheme() == QStringLiteral("redis") || url.scheme() == QStringLiteral("rediss");
    bool hasDatabase = true;
    if (isHost && url.path().size() > 1) {
        url.path().sliced(1).toUShort(&hasDatabase);
    }
    if (!url.isValid() || !(isSocket || isHost) || (isSocket && url.path().isEmpty())
        || (isHost && url.host().isEmpty()) || !hasDatabase || url.hasQuery()
        || url.hasFragment()) {
        return notARedisUrl();
    }
    return Secret(text);
}

bool holdsPassword(const Secret &redisUrl)
{
    return !QUrl::fromEncoded(redisUrl.reveal()).password().isEmpty();
}
