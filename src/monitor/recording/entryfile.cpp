// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/entryfile.h"

#include "monitor/platform/inputfile.h"
#include "monitor/platform/tr.h"
#include "monitor/recording/jsonlimport.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

using Centrifuge::badArgument;
using Centrifuge::Result;

namespace {

/** To tell what is in a file. */
constexpr qint64 BeginningSize = qint64(64) * 1024;

bool hasJsonLine(const QByteArray &text)
{
    const QList<QByteArray> lines = text.split('\n');
    return std::ranges::any_of(lines, [](const QByteArray &line) {
        const QByteArray inner = line.trimmed();
        return inner.startsWith('{') || inner.startsWith('[') || inner.startsWith("\xEF\xBB\xBF{");
    });
}

/** Where a log was emptied while its program wrote on, zeros come before the lines. */
bool hasLinesBehindZeros(const QString &path)
{
    constexpr qint64 MaxZeros = qint64(64) * 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return false;
    }
    QByteArray text;
    QByteArray part(1, '\0');
    while (text.isEmpty() && !part.isEmpty() && file.pos() < MaxZeros) {
        part = file.read(BeginningSize);
        const auto first = std::ranges::find_if(part, [](char byte) { return byte != '\0'; });
        text = part.sliced(first - part.begin());
    }
    text += file.read(BeginningSize);
    return !text.contains('\0') && hasJsonLine(text);
}

/** Whether it is to be read line by line. A recording without its beginning is full of zeros. */
bool hasLines(const QString &path)
{
    const QFileInfo file(path);
    if (path == QStringLiteral("-") || (file.exists() && !file.isFile() && !file.isDir())) {
        return true;
    }
    const auto read = readPlainFile(path, BeginningSize);
    const QByteArray beginning = read ? read.value() : QByteArray();
    const qsizetype zero = beginning.indexOf('\0');
    return beginning.startsWith("\x1F\x8B") || (zero < 0 && !beginning.isEmpty())
        || beginning.startsWith("\xFF\xFE") || beginning.startsWith("\xFE\xFF")
        || hasJsonLine(beginning.first(std::max<qsizetype>(zero, 0)))
        || (zero == 0 && hasLinesBehindZeros(path));
}

/** Returns the name of the temporary recording. */
Result<QString> import(EntryFile &file, WalkProgress &progress, const std::function<void()> &look)
{
    file.folder = std::make_unique<QTemporaryDir>();
    if (!file.folder->isValid()) {
        return badArgument(Tr::tr("no room to import it: %1").arg(file.folder->errorString()));
    }
    const QString recording = file.folder->filePath(QStringLiteral("imported"));
    const auto report = importJsonl(file.path, recording, progress, look);
    if (!report) {
        return report.error();
    }
    file.skippedLines = report.value().wrongLines;
    if (file.skippedLines > 0) {
        const QString faults = report.value().faults.join(QStringLiteral("; "));
        file.warnings += file.skippedLines == 1
            ? Tr::tr("1 line is no entry and was left out: %1").arg(faults)
            : Tr::tr("%1 lines are no entries and were left out: %2")
                  .arg(QString::number(file.skippedLines), faults);
    }
    if (!report.value().ending.isEmpty()) {
        file.isIncomplete = true;
        const quint64 before = report.value().entries;
        file.warnings += before == 1
            ? Tr::tr("%1; the entry before is read").arg(report.value().ending)
            : Tr::tr("%1; the %2 entries before are read")
                  .arg(report.value().ending, QString::number(before));
    }
    return recording;
}

} // namespace

Result<EntryFile> openEntryFile(const QString &path, WalkProgress &progress,
                                const std::function<void()> &look)
{
    EntryFile file;
    file.path = path;
    QString name = QFileInfo(path).absoluteFilePath();
    if (hasLines(path)) {
        auto imported = import(file, progress, look);
        if (!imported) {
            return imported.error();
        }
        name = imported.takeValue();
    }
    Recording::Opened opened = Recording::open(QFile::encodeName(name).toStdString(), [&] {
        if (look) {
            look();
        }
        return !progress.cancelled;
    });
    if (opened.recording == nullptr) {
        return badArgument(QString::fromStdString(opened.fault));
    }
    for (const std::string &warning : opened.recording->warnings()) {
        file.warnings += QString::fromStdString(warning);
    }
    file.isIncomplete = file.isIncomplete || opened.recording->isIncomplete();
    file.recording = std::move(opened.recording);
    return file;
}
