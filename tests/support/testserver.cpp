// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testserver.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTest>

#include <sys/wait.h>

#include <csignal>
#include <memory>

namespace {

constexpr int StartTimeout = 20'000;
constexpr int CallTimeout = 10'000;

QString programPath()
{
    return qEnvironmentVariable("REALTIME_LOCAL_SERVER");
}

QJsonObject defaultConfig()
{
    const QJsonObject open{{QStringLiteral("allow_subscribe_for_client"), true},
                           {QStringLiteral("allow_user_limited_channels"), true}};
    QJsonObject top = open;
    top.insert(QStringLiteral("presence"), true);
    top.insert(QStringLiteral("join_leave"), true);
    QJsonObject history = top;
    history.insert(QStringLiteral("name"), QStringLiteral("history"));
    history.insert(QStringLiteral("history_size"), 20'000);
    history.insert(QStringLiteral("history_ttl"), QStringLiteral("300s"));
    history.insert(QStringLiteral("force_recovery"), true);
    history.insert(QStringLiteral("force_positioning"), true);
    QJsonObject plain = open;
    plain.insert(QStringLiteral("name"), QStringLiteral("plain"));
    const QJsonObject closed{{QStringLiteral("name"), QStringLiteral("closed")}};
    const QJsonObject channel{{QStringLiteral("without_namespace"), top},
                              {QStringLiteral("namespaces"), QJsonArray{history, plain, closed}}};
    const QJsonObject token{{QStringLiteral("hmac_secret_key"), QLatin1String(TestServer::Secret)}};
    return {{QStringLiteral("client"), QJsonObject{{QStringLiteral("token"), token}}},
            {QStringLiteral("http_api"),
             QJsonObject{{QStringLiteral("key"), QLatin1String(TestServer::ApiKey)}}},
            {QStringLiteral("channel"), channel}};
}

QByteArray jsonString(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

QJsonObject withOption(QJsonObject object, const QStringList &path, const QJsonValue &value)
{
    const QString &key = path.first();
    object[key] =
        path.size() == 1 ? value : withOption(object.value(key).toObject(), path.mid(1), value);
    return object;
}

bool isResult(const QByteArray &answer)
{
    const QJsonObject object = QJsonDocument::fromJson(answer).object();
    return object.contains(QStringLiteral("result")) && !object.contains(QStringLiteral("error"));
}

} // namespace

TestServer::TestServer()
    : m_config(defaultConfig())
{
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
}

TestServer::~TestServer()
{
    if (isRunning()) {
        kill();
    }
}

bool TestServer::isAvailable()
{
    return QFileInfo(programPath()).isExecutable();
}

void TestServer::setOption(const QString &name, const QJsonValue &value)
{
    m_config = withOption(m_config, name.split(QLatin1Char('.')), value);
}

void TestServer::addNamespace(const QString &name, QJsonObject options)
{
    const QJsonObject channel = m_config.value(QStringLiteral("channel")).toObject();
    QJsonArray namespaces = channel.value(QStringLiteral("namespaces")).toArray();
    options.insert(QStringLiteral("name"), name);
    namespaces.append(options);
    setOption(QStringLiteral("channel.namespaces"), namespaces);
}

bool TestServer::start()
{
    QJsonObject config = m_config;
    QJsonObject http = config.value(QStringLiteral("http_server")).toObject();
    http.insert(QStringLiteral("port"), m_port);
    config.insert(QStringLiteral("http_server"), http);

    m_process.setProcessEnvironment(emptyEnvironment());
    m_process.start(programPath(), {});
    m_process.write(QJsonDocument(config).toJson(QJsonDocument::Compact) + '\n');
    const QDeadlineTimer deadline(StartTimeout);
    while (!m_process.canReadLine() && isRunning() && !deadline.hasExpired()) {
        m_process.waitForReadyRead(int(deadline.remainingTime()));
    }
    const QJsonObject ready = QJsonDocument::fromJson(m_process.readLine()).object();
    m_port = quint16(ready.value(QStringLiteral("port")).toInt(m_port));
    if (ready.isEmpty()) {
        m_error = m_process.errorString() + QLatin1String(": ")
            + QString::fromUtf8(m_process.readAllStandardError());
        kill();
    }
    return !ready.isEmpty();
}

void TestServer::freeze()
{
    const pid_t process = pid_t(m_process.processId());
    ::kill(process, SIGSTOP);
    siginfo_t stopped{};
    waitid(P_PID, id_t(process), &stopped, WSTOPPED | WNOWAIT); // its threads go on a little
}

void TestServer::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool TestServer::stop()
{
    m_process.closeWriteChannel();
    return m_process.waitForFinished(CallTimeout);
}

bool TestServer::isRunning() const
{
    return m_process.state() != QProcess::NotRunning;
}

QUrl TestServer::webSocketUrl() const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/connection/websocket").arg(m_port));
}

QUrl TestServer::apiUrl() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/api").arg(m_port));
}

QProcessEnvironment TestServer::environment() const
{
    QProcessEnvironment result = emptyEnvironment();
    result.insert(QStringLiteral("CENTRIFUGO_WS_URL"), webSocketUrl().toString());
    result.insert(QStringLiteral("CENTRIFUGO_API_URL"), apiUrl().toString());
    result.insert(QStringLiteral("CENTRIFUGO_API_KEY"), QLatin1String(ApiKey));
    result.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"), QLatin1String(Secret));
    return result;
}

QProcessEnvironment TestServer::emptyEnvironment()
{
    QProcessEnvironment result = QProcessEnvironment::systemEnvironment();
    const QStringList names = result.keys();
    for (const QString &name : names) {
        if (name.startsWith(QLatin1String("CENTRIFUGO_"))
            || name == QLatin1String("REALTIME_MONITOR_PROFILE")) {
            result.remove(name);
        }
    }
    return result;
}

QByteArray TestServer::call(const QString &method, const QByteArray &body) const
{
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request(QUrl(apiUrl().toString() + QLatin1Char('/') + method));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setRawHeader("X-API-Key", ApiKey);
    const std::unique_ptr<QNetworkReply> reply(network.post(request, body));
    // Not qWaitFor(), which looks after its events only every 10 ms: a large body would take
    // seconds.
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    return finished.wait(CallTimeout) ? reply->readAll() : QByteArray();
}

QJsonObject TestServer::callObject(const QString &method, const QJsonObject &parameters) const
{
    const QByteArray answer =
        call(method, QJsonDocument(parameters).toJson(QJsonDocument::Compact));
    return QJsonDocument::fromJson(answer).object().value(QStringLiteral("result")).toObject();
}

bool TestServer::publish(const QString &channel, const QByteArray &data) const
{
    return isResult(call(QStringLiteral("publish"),
                         "{\"channel\":" + jsonString(channel) + ",\"data\":" + data + '}'));
}

bool TestServer::publishBinary(const QString &channel, const QByteArray &bytes) const
{
    return isResult(
        call(QStringLiteral("publish"),
             "{\"channel\":" + jsonString(channel) + ",\"b64data\":\"" + bytes.toBase64() + "\"}"));
}

int TestServer::clientCount(const QString &channel) const
{
    const QJsonObject result =
        callObject(QStringLiteral("presence_stats"), {{QStringLiteral("channel"), channel}});
    return result.isEmpty() ? -1 : result.value(QStringLiteral("num_clients")).toInt(-1);
}
