// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/commandline.h"
#include "app/commands.h"
#include "app/connection.h"
#include "app/exitcode.h"
#include "app/output.h"
#include "app/window.h"
#include "monitor/platform/displaytime.h"
#include "monitor/profile/logmask.h"
#include "text/utf8.h"
#include "text/views.h"

#include <QCoreApplication>

#include <csignal>
#include <optional>

namespace {

/** The arguments after the name of the program; nothing if one is not UTF-8, as it would not reach
 * the server unchanged. */
std::optional<QStringList> readArguments(int argc, char *argv[])
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        const QByteArrayView bytes(argv[i]);
        if (!Text::isUtf8(Text::view(bytes))) {
            return std::nullopt;
        }
        arguments.append(QString::fromUtf8(bytes));
    }
    return arguments;
}

int printText(const QString &text)
{
    Output output;
    output.writeLine(text.trimmed().toUtf8());
    output.flush();
    return output.state() == Output::State::Failed ? Failed : Done;
}

int runCommand(const CommandLine &line, const LoadedConnection &loaded)
{
    switch (line.command) {
    case Command::Token:
        return runToken(line, loaded.settings);
    case Command::Watch:
        return runWatch(line, loaded);
    case Command::Record:
        return runRecord(line, loaded);
    case Command::Publish:
        return runPublish(line, loaded.settings);
    case Command::Presence:
    case Command::Channels:
    case Command::Info:
        return runQuery(line, loaded.settings);
    case Command::Export:
        return runExport(line);
    case Command::Grep:
        return runGrep(line);
    case Command::Server:
    case Command::Open:
    case Command::Window:
        break;
    }
    return runServer(line);
}

int run(CommandLine line, int argc, char *argv[])
{
    if (line.has(QStringLiteral("help"))) {
        return printText(helpText(line.command));
    }
    if (line.has(QStringLiteral("version"))) {
        return printText(QStringLiteral("realtime-monitor " REALTIME_VERSION));
    }
    if (line.has(QStringLiteral("utc"))) {
        setDisplayZone(DisplayZone::Utc);
    }
    if (line.command == Command::Open) {
        WindowOptions options;
        options.recordingFiles = line.arguments;
        return openWindow(argc, argv, options);
    }
    // These need no connection, so errors in the environment must not stop them.
    if (line.command == Command::Server || line.command == Command::Export
        || line.command == Command::Grep) {
        const QCoreApplication application(argc, argv);
        return runCommand(line, {});
    }
    const auto loaded = loadConnection(line);
    if (!loaded) {
        say(loaded.error().message);
        return WrongUsage;
    }
    if (line.command == Command::Window) {
        return openWindow(argc, argv, windowOptions(line, loaded.value()));
    }
    const QCoreApplication application(argc, argv);
    return runCommand(line, loaded.value());
}

} // namespace

// Whether to open a window is decided before any application object exists, because the commands
// must work without a display.
int main(int argc, char *argv[])
{
    reserveStandardDescriptors();
    // Let write() return an error for a file size limit or a closed pipe.
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    installLogMask();
    QCoreApplication::setApplicationName(QStringLiteral("realtime-monitor"));
    QCoreApplication::setApplicationVersion(QStringLiteral(REALTIME_VERSION));
    const auto arguments = readArguments(argc, argv);
    if (!arguments) {
        say(QStringLiteral("an argument is not UTF-8"));
        return WrongUsage;
    }
    const auto line = parseCommandLine(*arguments);
    if (!line) {
        say(line.error().message);
        return WrongUsage;
    }
    return run(line.value(), argc, argv);
}
