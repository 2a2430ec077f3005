// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/openedentries.h"

#include "app/output.h"
#include "app/signalcancellation.h"
#include "monitor/recording/jsonlimport.h"
#include "monitor/recording/recording.h"

#include <QFile>
#include <QFileInfo>

using Centrifuge::badArgument;
using Centrifuge::Result;

namespace {

Result<QString> import(const QString &path, const QTemporaryDir &folder,
                       SignalCancellation &cancellation)
{
    if (!folder.isValid()) {
        return badArgument(QStringLiteral("no room to import it: ") + folder.errorString());
    }
    const QString recording = folder.filePath(QStringLiteral("imported"));
    WalkProgress progress;
    const auto report =
        importJsonl(path, recording, progress, [&] { cancellation.poll(progress); });
    if (!report) {
        return report.error();
    }
    for (const QString &fault : report.value().faults) {
        say(path + QStringLiteral(", ") + fault);
    }
    if (report.value().wrongLines > 0) {
        say(QStringLiteral("%1 lines are no entries and were left out")
                .arg(report.value().wrongLines));
    }
    return recording;
}

} // namespace

Result<OpenedEntries> openEntries(const QString &path, SignalCancellation &cancellation)
{
    OpenedEntries result;
    QString name = QFileInfo(path).absoluteFilePath();
    if (looksLikeJsonl(name)) {
        result.folder = std::make_unique<QTemporaryDir>();
        auto imported = import(name, *result.folder, cancellation);
        if (!imported) {
            return imported.error();
        }
        name = imported.takeValue();
    }
    Recording::Opened opened = Recording::open(QFile::encodeName(name).toStdString());
    if (opened.recording == nullptr) {
        return badArgument(QString::fromStdString(opened.fault));
    }
    for (const std::string &warning : opened.recording->warnings()) {
        say(QString::fromStdString(warning));
    }
    result.source = std::move(opened.recording);
    return result;
}
