// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/servercommand.h"

#include "app/commands.h"
#include "app/exitcode.h"
#include "app/signalwatcher.h"
#include "monitor/platform/privatefile.h"
#include "monitor/profile/logmask.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace {

constexpr char RedisVariable[] = "REALTIME_MONITOR_REDIS_URL";
constexpr int LastPort = 65535;

QByteArray exportLine(const char *name, QByteArray value)
{
    return QByteArray("export ") + name + "='" + value.replace('\'', "'\\''") + "'\n";
}

/** The address of a node as JSON, in a comment of the shell. */
QByteArray nodeLine(int number, const ConnectionSettings &connection)
{
    const QJsonObject node{
        {QStringLiteral("node"), number},
        {QStringLiteral("ws_url"), QString::fromUtf8(connection.webSocketUrl.toEncoded())},
        {QStringLiteral("api_url"), QString::fromUtf8(connection.apiUrl.toEncoded())}};
    return "# " + QJsonDocument(node).toJson(QJsonDocument::Compact) + '\n';
}

Centrifuge::Error wrongUsage(const QString &message)
{
    Centrifuge::Error error;
    error.code = int(Centrifuge::LocalError::BadArgument);
    error.message = message + QStringLiteral("; see realtime-monitor server --help");
    return error;
}

/** The option, else the variable; empty for no Redis, which several nodes need. */
Centrifuge::Result<Secret> redisUrlOf(const CommandLine &line)
{
    const QString option = QStringLiteral("redis");
    if (line.has(option)) {
        const auto url = readRedisUrl(line.value(option).toUtf8());
        if (url && holdsPassword(url.value())) {
            return wrongUsage(QStringLiteral("--redis must not hold a password, which every user "
                                             "of this machine could see; put the URL into ")
                              + QLatin1String(RedisVariable));
        }
        return url ? url : wrongUsage(QStringLiteral("--redis: ") + url.error().message);
    }
    const QByteArray value = qgetenv(RedisVariable).trimmed();
    if (value.isEmpty()) {
        return line.number(QStringLiteral("nodes")) == 1
            ? Centrifuge::Result<Secret>(Secret())
            : wrongUsage(QStringLiteral("several nodes need --redis URL, or the URL in ")
                         + QLatin1String(RedisVariable));
    }
    const auto url = readRedisUrl(value);
    return url
        ? url
        : wrongUsage(QLatin1String(RedisVariable) + QStringLiteral(": ") + url.error().message);
}

Centrifuge::Result<ServerOptions> serverOptions(const CommandLine &line)
{
    ServerOptions options;
    options.environmentFile = line.value(QStringLiteral("env-file"));
    options.port = quint16(line.number(QStringLiteral("port")));
    options.nodes = int(line.number(QStringLiteral("nodes")));
    if (options.port + options.nodes - 1 > LastPort) {
        return wrongUsage(QStringLiteral("there are not enough ports after --port"));
    }
    const auto redisUrl = redisUrlOf(line);
    if (!redisUrl) {
        return redisUrl.error();
    }
    options.redisUrl = redisUrl.value();
    return options;
}

} // namespace

QByteArray exportLines(const ConnectionSettings &connection)
{
    return exportLine("CENTRIFUGO_WS_URL", connection.webSocketUrl.toEncoded())
        + exportLine("CENTRIFUGO_API_URL", connection.apiUrl.toEncoded())
        + exportLine("CENTRIFUGO_API_KEY", connection.apiKey.reveal())
        + exportLine("CENTRIFUGO_TOKEN_HMAC_SECRET", connection.tokenHmacSecret.reveal());
}

ServerCommand::ServerCommand(const ServerOptions &options)
    : m_options(options)
{
    const LocalServerCluster cluster{newLocalServerSecrets(), options.redisUrl};
    addMaskedSecret(cluster.redisUrl);
    for (int index = 0; index < options.nodes; ++index) {
        addNode(index, cluster);
    }
}

void ServerCommand::addNode(int index, const LocalServerCluster &cluster)
{
    LocalServer *node = m_nodes.emplace_back(std::make_unique<LocalServer>(m_clock)).get();
    node->joinCluster(cluster);
    connect(node, &LocalServer::ready, this, &ServerCommand::printVariables);
    connect(node, &LocalServer::stateChanged, this,
            [this, index](LocalServer::State state) { showState(index, state); });
}

void ServerCommand::start(SignalWatcher &signalWatcher)
{
    m_output.setInterruption(signalWatcher.descriptor());
    connect(&signalWatcher, &SignalWatcher::interrupted, this, &ServerCommand::finish);
    // Queued, as exit() has no effect before the event loop runs.
    QMetaObject::invokeMethod(this, &ServerCommand::startNodes, Qt::QueuedConnection);
}

void ServerCommand::startNodes()
{
    quint16 port = m_options.port;
    for (const auto &node : m_nodes) {
        node->start(port);
        port = port == 0 ? port : quint16(port + 1);
    }
}

bool ServerCommand::isReady() const
{
    return std::all_of(m_nodes.begin(), m_nodes.end(), [](const auto &node) {
        return node->connection().source == ConnectionSettings::Source::LocalServer;
    });
}

/** Only once, as a restart keeps port and secrets. */
void ServerCommand::printVariables()
{
    if (m_hasPrinted || !isReady()) {
        return;
    }
    m_hasPrinted = true;
    addMaskedSecrets(m_nodes.front()->connection());
    const QByteArray text = lines();
    if (!m_options.environmentFile.isEmpty()) {
        const auto written = writePrivateFile(m_options.environmentFile, text);
        if (!written) {
            say(written.error().message);
            finish(Failed);
            return;
        }
    }
    m_output.writeLine(QByteArrayView(text).chopped(1));
    m_output.flush();
    if (m_output.state() == Output::State::Failed) {
        finish(Failed);
    }
}

/** The variables are those of the first node; comments have the addresses of all nodes. */
QByteArray ServerCommand::lines() const
{
    QByteArray result = exportLines(m_nodes.front()->connection());
    if (m_nodes.size() > 1) {
        int number = 0;
        for (const auto &node : m_nodes) {
            result += nodeLine(++number, node->connection());
        }
    }
    return result;
}

void ServerCommand::showState(int index, LocalServer::State state)
{
    const LocalServer &node = *m_nodes.at(std::size_t(index));
    if (state == LocalServer::State::Failed) {
        say(node.errorText());
        finish(Failed);
    } else if (state == LocalServer::State::Restarting) {
        say(nodeName(index) + QStringLiteral(" ended and is started again"));
    } else if (state == LocalServer::State::Running) {
        say(nodeName(index)
            + QStringLiteral(" is running on port %1 as process %2")
                  .arg(node.port())
                  .arg(node.processId()));
    }
}

QString ServerCommand::nodeName(int index) const
{
    return m_nodes.size() == 1 ? QStringLiteral("the local server")
                               : QStringLiteral("node %1 of %2").arg(index + 1).arg(m_nodes.size());
}

void ServerCommand::finish(int exitCode)
{
    if (m_isEnding) {
        return;
    }
    m_isEnding = true;
    for (const auto &node : m_nodes) {
        node->stop();
    }
    QCoreApplication::exit(exitCode);
}

int runServer(const CommandLine &line)
{
    const auto options = serverOptions(line);
    if (!options) {
        say(options.error().message);
        return WrongUsage;
    }
    SignalWatcher signalWatcher;
    ServerCommand command(options.value());
    command.start(signalWatcher);
    return QCoreApplication::exec();
}
