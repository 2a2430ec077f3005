// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/querycommand.h"

#include "app/commands.h"
#include "app/exitcode.h"
#include "app/options.h"
#include "app/signalwatcher.h"
#include "monitor/entry/eventtext.h"
#include "monitor/explain/failure.h"
#include "monitor/profile/apioptions.h"
#include "monitor/profile/logmask.h"
#include "text/visibletext.h"

#include <QCoreApplication>

namespace {

constexpr qsizetype BytesPerFlush = 65'536;

Centrifuge::ServerApiOptions apiOptions(const CommandLine &line,
                                        const ConnectionSettings &connection)
{
    Centrifuge::ServerApiOptions options = apiOptions(connection);
    options.timeout = line.seconds(QStringLiteral("timeout"));
    return options;
}

QueryForm queryForm(const CommandLine &line, const Output &output)
{
    return {line.arguments.value(0), line.has(QStringLiteral("json")),
            output.isTerminal() ? JsonAudience::Terminal : JsonAudience::Program};
}

void writeAnswer(const Centrifuge::PresenceResult &result, const QueryForm &form,
                 const LineTaker &take)
{
    writePresence(result, form, take);
}

void writeAnswer(const Centrifuge::ChannelsResult &result, const QueryForm &form,
                 const LineTaker &take)
{
    writeChannels(result, form, take);
}

void writeAnswer(const Centrifuge::InfoResult &result, const QueryForm &form, const LineTaker &take)
{
    writeInfo(result, form, take);
}

QString whyNoKey(const ConnectionSettings &connection)
{
    const QString disabled = QStringLiteral("realtime is disabled: ");
    if (connection.source != ConnectionSettings::Source::Profile) {
        return disabled
            + QStringLiteral("CENTRIFUGO_API_KEY is not set, the server is not asked; an API that "
                             "asks for no key: --no-api-key");
    }
    return disabled
        + (connection.apiKeyFault.isEmpty()
               ? QStringLiteral("the profile %1 has no API key, the server is not asked; an API "
                                "that asks for no key: --no-api-key")
                     .arg(Text::visible(connection.profileName))
               : connection.apiKeyFault);
}

} // namespace

QueryCommand::QueryCommand(const CommandLine &line, const ConnectionSettings &connection,
                           SignalWatcher &signalWatcher)
    : m_line(line)
    , m_connection(connection)
    , m_signalWatcher(signalWatcher)
    , m_form(queryForm(line, m_output))
    , m_api(apiOptions(line, connection), m_clock)
{
    m_output.setInterruption(signalWatcher.descriptor());
    connect(&signalWatcher, &SignalWatcher::interrupted, this, &QueryCommand::leave);
}

void QueryCommand::start()
{
    switch (m_line.command) {
    case Command::Presence:
        m_api.presence(m_form.subject, [this](const auto &result) { show(result); });
        return;
    case Command::Channels:
        m_api.channels(m_form.subject, [this](const auto &result) { show(result); });
        return;
    default:
        m_api.info([this](const auto &result) { show(result); });
    }
}

template <typename T> void QueryCommand::show(const Centrifuge::Result<T> &result)
{
    if (m_hasLeft) {
        return;
    }
    if (!result) {
        showFailure(result.error());
        return;
    }
    writeAnswer(result.value(), m_form, [this](const QByteArray &line) { return print(line); });
    m_output.flush();
    const int signal = m_signalWatcher.takeSignal();
    const bool hasFailed = m_output.state() == Output::State::Failed;
    leave(signal != 0 ? signal : int(hasFailed ? Failed : Done));
}

/** What was printed is written piece by piece: a reader may want only the first lines. */
bool QueryCommand::print(const QByteArray &line)
{
    m_output.writeLine(line);
    m_unwritten += line.size();
    if (m_unwritten < BytesPerFlush) {
        return true;
    }
    m_unwritten = 0;
    return m_output.flush() && m_output.state() == Output::State::Open;
}

void QueryCommand::showFailure(Centrifuge::Error error)
{
    error.message = maskSecrets(error.message); // also those that are not of the API
    const QString &command = commandSpec(m_line.command).name;
    if (m_form.isJson) {
        m_output.writeLine(queryFailureJson(command, error, m_form.reader));
        m_output.flush();
    }
    say(command + QStringLiteral(" failed, ") + errorText(error));
    const bool isAboutChannel = m_line.command == Command::Presence;
    ExplanationContext context =
        queryContext(m_connection, isAboutChannel ? m_form.subject : QString());
    context.asksAllNodes = m_line.command == Command::Channels;
    m_explainer.explainQuery(error, context);
    leave(Failed);
}

void QueryCommand::leave(int exitCode)
{
    if (!m_hasLeft) {
        m_hasLeft = true;
        QCoreApplication::exit(exitCode);
    }
}

int runQuery(const CommandLine &line, const ConnectionSettings &connection)
{
    if (!connection.canPublish()) {
        say(whyNoKey(connection));
        return RealtimeDisabled;
    }
    SignalWatcher signalWatcher;
    QueryCommand command(line, connection, signalWatcher);
    command.start();
    return QCoreApplication::exec();
}
