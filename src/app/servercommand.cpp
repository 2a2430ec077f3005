// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/servercommand.h"

#include "app/commands.h"
#include "app/exitcode.h"
#include "app/signalwatcher.h"
#include "monitor/logmask.h"
#include "monitor/privatefile.h"

#include <QCoreApplication>

namespace {

QByteArray exportLine(const char *name, QByteArray value)
{
    return QByteArray("export ") + name + "='" + value.replace('\'', "'\\''") + "'\n";
}

} // namespace

QByteArray exportLines(const ConnectionSettings &connection)
{
    return exportLine("CENTRIFUGO_WS_URL", connection.webSocketUrl.toEncoded())
        + exportLine("CENTRIFUGO_API_URL", connection.apiUrl.toEncoded())
        + exportLine("CENTRIFUGO_API_KEY", connection.apiKey.reveal())
        + exportLine("CENTRIFUGO_TOKEN_HMAC_SECRET", connection.tokenHmacSecret.reveal());
}

ServerCommand::ServerCommand(const QString &environmentFile)
    : m_environmentFile(environmentFile)
    , m_server(m_clock)
{
    connect(&m_server, &LocalServer::ready, this, &ServerCommand::printVariables);
    connect(&m_server, &LocalServer::stateChanged, this, &ServerCommand::showState);
}

void ServerCommand::start(quint16 port, SignalWatcher &signalWatcher)
{
    m_output.setInterruption(signalWatcher.descriptor());
    connect(&signalWatcher, &SignalWatcher::interrupted, this, &ServerCommand::finish);
    // The event loop has to run before a failure can end it.
    QMetaObject::invokeMethod(
        this, [this, port] { m_server.start(port); }, Qt::QueuedConnection);
}

/** Once: a restart keeps port and secrets, so the lines stay true. */
void ServerCommand::printVariables()
{
    if (m_hasPrinted) {
        return;
    }
    m_hasPrinted = true;
    const ConnectionSettings connection = m_server.connection();
    addMaskedSecrets(connection);
    const QByteArray lines = exportLines(connection);
    if (!m_environmentFile.isEmpty()) {
        const auto written = writePrivateFile(m_environmentFile, lines);
        if (!written) {
            say(written.error().message);
            finish(Refused);
            return;
        }
    }
    m_output.writeLine(QByteArrayView(lines).chopped(1));
    m_output.flush();
    if (m_output.state() == Output::State::Failed) {
        finish(Refused);
    }
}

void ServerCommand::showState(LocalServer::State state)
{
    if (state == LocalServer::State::Failed) {
        say(m_server.errorText());
        finish(Refused);
    } else if (state == LocalServer::State::Restarting) {
        say(QStringLiteral("the local server ended and is started again"));
    } else if (state == LocalServer::State::Running) {
        say(QStringLiteral("the local server is running on port %1").arg(m_server.port()));
    }
}

void ServerCommand::finish(int exitCode)
{
    if (m_isEnding) {
        return;
    }
    m_isEnding = true;
    m_server.stop();
    QCoreApplication::exit(exitCode);
}

int runServer(const CommandLine &line)
{
    SignalWatcher signalWatcher;
    ServerCommand command(line.value(QStringLiteral("env-file")));
    command.start(quint16(line.number(QStringLiteral("port"))), signalWatcher);
    return QCoreApplication::exec();
}
