// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/application.h"

#include "gui/controller/profileswitch.h"
#include "gui/controller/sharedstate.h"
#include "gui/controller/windowcontroller.h"
#include "gui/controller/windowoptions.h"
#include "gui/recording/recordingopener.h"
#include "gui/widgets/displayzonesetting.h"
#include "gui/widgets/theme.h"
#include "gui/window/mainwindow.h"
#include "gui/window/screenshot.h"
#include "gui/window/settingsimport.h"
#include "gui/window/startcontrol.h"
#include "monitor/log/columnchoice.h"
#include "monitor/log/filterhistory.h"
#include "monitor/log/rulelist.h"
#include "monitor/platform/iothread.h"
#include "monitor/platform/networkwatch.h"
#include "monitor/platform/privatefile.h"
#include "monitor/profile/profilestore.h"
#include "monitor/profile/secretkeeper.h"

#include <QApplication>
#include <QFileInfo>
#include <QIcon>
#include <QSettings>
#include <QStandardPaths>

#include <memory>

namespace {

/** Holds no secrets, but filters may contain parts of payloads, so only the owner can read it.
 * Empty if there can be no file; then nothing is stored. */
QString settingsFile()
{
    const QString path = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
        + QStringLiteral("/settings.ini");
    if (const Centrifuge::Outcome made = makePrivateFile(path); !made) {
        qWarning("%s", qUtf8Printable(made.error().message));
        // A pipe would block; a read-only file is still read.
        return QFileInfo(path).isFile() ? path : QString();
    }
    return path;
}

/** The log reports it if the folder can't be created. */
JournalSpill spill()
{
    const QString folder = cacheFolder();
    if (const Centrifuge::Outcome made = makePrivateFolder(folder); !made) {
        qWarning("%s", qUtf8Printable(made.error().message));
    }
    JournalSpill result;
    result.folder = folder.toStdString();
    return result;
}

QIcon applicationIcon()
{
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        icon.addFile(QStringLiteral(":/icons/app-%1.png").arg(size));
    }
    return icon;
}

/** The start page goes away as soon as one of these leads to a connection. */
void begin(MainWindow &window, WindowController &controller, ProfileSwitch &profiles,
           const WindowOptions &options)
{
    const bool hasProfiles =
        profiles.store().load().isOk() || !profiles.store().profiles().isEmpty();
    profiles.setEnvironment(options.connection);
    controller.setLimits(options.limits);
    controller.addChannels(options.channels);
    controller.setUser(options.user);
    if (!options.startLocalServer
        && options.connection.source == ConnectionSettings::Source::None) {
        window.start().show();
    }
    if (!options.importFile.isEmpty()) {
        window.start().settingsImport().importFile(options.importFile);
    } else if (options.profile) {
        profiles.choose(options.profile->id);
    } else if (options.usesLastProfile && hasProfiles && profiles.chooseLast()) {
        return;
    } else if (options.startLocalServer) {
        controller.startLocalServer();
    } else if (profiles.hasEnvironment() && options.channels.isEmpty()) {
        profiles.useEnvironment();
    } else {
        controller.setConnection(options.connection);
    }
    controller.setDemoTraffic(options.demoTraffic);
}

void tellLoss(WindowController &controller, const QString &message)
{
    controller.notices().showFailure(NoticeCenter::FailedTask::KeepState, message);
}

/** Opens files only, without connection and profile. The exit code is 1 where one of them could not
 * be read, or not completely. */
int runRecordings(QApplication &application, const QStringList &paths, const SharedState &shared)
{
    int exitCode = 0;
    qsizetype failures = 0;
    const auto leave = [&] {
        exitCode = 1;
        if (++failures == paths.size()) { // no window is left to be closed
            QCoreApplication::exit(exitCode);
        }
    };
    for (const QString &path : paths) {
        auto *opener = new RecordingOpener(shared, &application); // deletes itself
        QObject::connect(
            opener, &RecordingOpener::opened, &application,
            [&](RecordingWindow *window) { exitCode = window->isIncomplete() ? 1 : exitCode; });
        QObject::connect(opener, &RecordingOpener::failed, &application,
                         [&](const QString &message) {
                             qCritical("%s", qPrintable(message));
                             leave();
                         });
        QObject::connect(opener, &RecordingOpener::cancelled, &application, leave);
        QMetaObject::invokeMethod(
            opener, [opener, path] { opener->open(path); }, Qt::QueuedConnection);
    }
    const int ended = application.exec();
    return ended == 0 ? exitCode : ended;
}

} // namespace

int runWindow(QApplication &application, const WindowOptions &options)
{
    QApplication::setApplicationDisplayName(QStringLiteral("Realtime Monitor"));
    QApplication::setWindowIcon(applicationIcon());
    QSettings settings(settingsFile(), QSettings::IniFormat);
    Theme theme(settings);
    RuleList rules(settings);
    FilterHistory filterHistory(settings);
    DisplayZoneSetting displayZone(settings);
    ColumnChoice columns(&settings);
    const SharedState shared{theme, settings, rules, filterHistory, displayZone, columns};
    if (!options.recordingFiles.isEmpty()) {
        return runRecordings(application, options.recordingFiles, shared);
    }
    IoThread io;
    WindowController controller(io, nullptr, {}, spill());
    const NetworkWatch network;
    QObject::connect(&network, &NetworkWatch::changed, &controller.group(),
                     &WatchGroup::networkChanged);
    ProfileStore store(ProfileStore::defaultFolder());
    SecretKeeper secrets(ProfileStore::defaultFolder());
    ProfileSwitch profiles(controller, store, secrets, settings);
    const Centrifuge::Outcome opened =
        options.isFresh ? Centrifuge::success() : profiles.kept().open();
    MainWindow window(controller, profiles, shared);
    QObject::connect(&profiles.kept(), &KeptSessions::failed, &controller,
                     [&controller](const QString &message) { tellLoss(controller, message); });
    std::unique_ptr<Screenshot> screenshot;
    if (!options.screenshotFile.isEmpty()) {
        screenshot = std::make_unique<Screenshot>(
            window, controller,
            Screenshot::Options{options.screenshotFile, options.timeout, options.demoTraffic});
    }
    window.show();
    begin(window, controller, profiles, options);
    if (!opened) {
        tellLoss(controller, opened.error().message);
    }
    return application.exec();
}
