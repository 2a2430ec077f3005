// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/localserver/localserverprogram.h"

#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace {

QString executable(const QString &path)
{
    const QFileInfo file(path);
    return file.isFile() && file.isExecutable() ? file.absoluteFilePath() : QString();
}

} // namespace

QString localServerProgram()
{
    const QString chosen = qEnvironmentVariable("REALTIME_LOCAL_SERVER");
    if (!chosen.isEmpty()) {
        return executable(chosen);
    }
    const QString folder = QCoreApplication::applicationDirPath();
    const QString beside = executable(folder + QStringLiteral("/realtime-local-server"));
    if (!beside.isEmpty()) {
        return beside;
    }
    return executable(folder
                      + QStringLiteral("/../libexec/realtime-monitor/realtime-local-server"));
}

QString whyNoLocalServer()
{
    if (!localServerProgram().isEmpty()) {
        return {};
    }
    const QString chosen = qEnvironmentVariable("REALTIME_LOCAL_SERVER");
    if (!chosen.isEmpty()) {
        return Tr::tr("REALTIME_LOCAL_SERVER names %1, which is not a program that can be started.")
            .arg(Text::visible(QStringView(chosen)));
    }
    return Tr::tr(
        "There is no local server here: it is built only where Go is found when this program "
        "is built, and it was not found beside this program.");
}

QProcessEnvironment localServerEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    for (const QString &name : names) {
        if (name.startsWith(QStringLiteral("CENTRIFUGO_"))
            || name.startsWith(QStringLiteral("REALTIME_"))) {
            environment.remove(name);
        }
    }
    return environment;
}
