// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/window.h"

#include "app/exitcode.h"
#include "app/output.h"
#include "app/signalwatcher.h"
#include "gui/window/application.h"

#include <QApplication>

namespace {

/** Qt would end the program with a core dump. */
bool hasDisplay()
{
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

/** As if the user closed it: sizes are kept and a recording is ended. */
void endWindow(int exitCode)
{
    QApplication::setQuitOnLastWindowClosed(false); // its exit code would be 0
    QApplication::closeAllWindows();
    QCoreApplication::exit(exitCode);
}

} // namespace

WindowOptions windowOptions(const CommandLine &line, const LoadedConnection &loaded)
{
    const ConnectionSettings &connection = loaded.settings;
    WindowOptions options;
    options.screenshotFile = line.value(QStringLiteral("screenshot"));
    options.timeout = line.seconds(QStringLiteral("timeout"));
    options.connection = connection;
    options.profile = loaded.profile;
    options.limits = givenLimits(line);
    options.isFresh = line.has(QStringLiteral("fresh"));
    options.usesLastProfile = !loaded.profile && !options.isFresh
        && connection.source == ConnectionSettings::Source::None
        && !line.has(QStringLiteral("demo")) && !line.has(QStringLiteral("import"));
    options.importFile = line.value(QStringLiteral("import"));
    options.demoTraffic = line.has(QStringLiteral("demo-traffic"));
    if (line.has(QStringLiteral("demo"))) {
        options.startLocalServer = connection.source == ConnectionSettings::Source::None;
        options.user = QStringLiteral("alice");
        options.channels = QStringList{QStringLiteral("user#alice"), QStringLiteral("news")};
    }
    return options;
}

int openWindow(int &argc, char **argv, const WindowOptions &options)
{
    if (!hasDisplay()) {
        say(QStringLiteral("there is no display for the window; the other commands need none, "
                           "see realtime-monitor --help"));
        return Failed;
    }
    QApplication application(argc, argv);
    const SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &SignalWatcher::interrupted, &application, endWindow);
    return runWindow(application, options);
}
