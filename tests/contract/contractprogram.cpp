// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "contract/contractprogram.h"

#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace {

constexpr int StartTimeout = 20'000;
constexpr int ConnectTimeout = 1'000;

QString program()
{
    return qEnvironmentVariable("REALTIME_CONTRACT_PROGRAM");
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

bool takesConnections(quint16 port)
{
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(ConnectTimeout);
}

} // namespace

ContractProgram::~ContractProgram()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool ContractProgram::isAvailable()
{
    return !program().isEmpty();
}

bool ContractProgram::start(QJsonObject config)
{
    m_port = freePort();
    config.insert(QStringLiteral("http_server"),
                  QJsonObject{{QStringLiteral("address"), QStringLiteral("127.0.0.1")},
                              {QStringLiteral("port"), m_port}});
    // It would tell its makers of each test.
    config.insert(QStringLiteral("usage_stats"), QJsonObject{{QStringLiteral("disabled"), true}});
    QFile file(m_folder.filePath(QStringLiteral("config.json")));
    if (!file.open(QFile::WriteOnly) || file.write(QJsonDocument(config).toJson()) < 0) {
        m_error = file.errorString();
        return false;
    }
    file.close();
    const QString log = m_folder.filePath(QStringLiteral("log"));
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(log);
    m_process.setWorkingDirectory(m_folder.path());
    m_process.start(program(), {QStringLiteral("-c"), file.fileName()});
    const bool isReady = QTest::qWaitFor(
        [this] { return m_process.state() == QProcess::NotRunning || takesConnections(m_port); },
        StartTimeout);
    if (isReady && m_process.state() != QProcess::NotRunning) {
        return true;
    }
    QFile words(log);
    m_error = m_process.errorString();
    if (words.open(QFile::ReadOnly)) {
        m_error += QLatin1String(": ") + QString::fromUtf8(words.readAll());
    }
    return false;
}

QUrl ContractProgram::webSocketUrl() const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/connection/websocket").arg(m_port));
}

QString ContractProgram::apiUrl() const
{
    return QStringLiteral("http://127.0.0.1:%1/api").arg(m_port);
}
