// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/profileswitch.h"
#include "gui/controller/sharedstate.h"
#include "gui/controller/windowcontroller.h"
#include "gui/widgets/displayzonesetting.h"
#include "gui/widgets/theme.h"
#include "gui/window/mainwindow.h"
#include "monitor/log/columnchoice.h"
#include "monitor/log/filterhistory.h"
#include "monitor/log/rulelist.h"
#include "monitor/platform/iothread.h"
#include "monitor/profile/profilestore.h"
#include "monitor/profile/secretkeeper.h"

#include <QSettings>
#include <QTemporaryDir>

#include <ctime>

/** A whole window, with settings of its own. */
struct BenchWindow
{
    BenchWindow() { window.show(); }

    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    Theme theme{settings};
    RuleList rules{settings};
    FilterHistory history{settings};
    DisplayZoneSetting zone{settings};
    ColumnChoice columns{&settings};
    IoThread io;
    WindowController controller{io};
    ProfileStore store{folder.filePath(QStringLiteral("config"))};
    SecretKeeper secrets{store.folder()};
    ProfileSwitch profiles{controller, store, secrets, settings};
    MainWindow window{controller, profiles, {theme, settings, rules, history, zone, columns}};
};

/** Of the main thread, which a busy machine does not make longer; in ms. */
inline double processorTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}
