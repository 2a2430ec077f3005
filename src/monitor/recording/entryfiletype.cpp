// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/entryfiletype.h"

#include "monitor/platform/inputfile.h"
#include "monitor/recording/inputstream.h"
#include "monitor/recording/recordingfile.h"
#include "monitor/recording/recordingschema.h"
#include "text/jsonscanner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <algorithm>

using Centrifuge::Result;

namespace {

constexpr qint64 LookedAt = qint64(64) * 1024;
constexpr QByteArrayView GzipStart("\x1F\x8B");
constexpr QByteArrayView Utf8Start("\xEF\xBB\xBF");

/** The header of an SQLite file, with the number that the project gives to recordings. */
bool hasRecordingHeader(const QByteArray &beginning)
{
    constexpr qsizetype IdPosition = 68;
    return beginning.startsWith("SQLite format 3") && beginning.size() >= IdPosition + 4
        && qFromBigEndian<quint32>(beginning.constData() + IdPosition)
        == quint32(RecordingSchema::ApplicationId);
}

/** Whether a line is an object or an array; the last may be cut off where the text is. */
bool holdsJsonLine(QByteArrayView text, bool isCut)
{
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        QByteArrayView line = (end < 0 ? text : text.first(end)).trimmed();
        text = text.sliced(end < 0 ? text.size() : end + 1);
        if (line.startsWith(Utf8Start)) {
            line = line.sliced(Utf8Start.size());
        }
        const bool isBegun = line.startsWith('{') || line.startsWith('[');
        if (isBegun && ((isCut && end < 0 && line.size() > 1) || Text::isJson(line))) {
            return true;
        }
    }
    return false;
}

/** The first piece of what is packed; empty where it is no gzip after all. */
QByteArray unpackedBeginning(const QString &path)
{
    InputStream input(path, [] { return true; });
    return input.open() ? input.next().toByteArray() : QByteArray();
}

} // namespace

Result<EntryFileType> entryFileType(const QString &path)
{
    const auto read = readPlainFile(path, LookedAt);
    if (!read) {
        return read.error();
    }
    QByteArray beginning = read.value();
    const bool isNamedSo = path.endsWith(QStringLiteral(".rtm"));
    const bool isInItsLog =
        beginning.isEmpty() && hasWriteAheadLog(QFile::encodeName(path).toStdString());
    if (hasRecordingHeader(beginning) || isInItsLog || (isNamedSo && !beginning.isEmpty())) {
        return EntryFileType::Recording;
    }
    bool isCut = beginning.size() == LookedAt;
    if (beginning.startsWith(GzipStart)) {
        beginning = unpackedBeginning(path);
        isCut = true;
    }
    // Zeros come before the lines where a log was emptied while its program wrote on.
    const auto text = std::ranges::find_if(beginning, [](char byte) { return byte != '\0'; });
    beginning.remove(0, text - beginning.begin());
    const bool isText = !beginning.contains('\0');
    return isText && holdsJsonLine(beginning, isCut) ? EntryFileType::JsonLines
                                                     : EntryFileType::Other;
}

QStringList filesInFolder(const QString &folder)
{
    const QDir directory(folder);
    const QStringList names = directory.entryList(QDir::Files, QDir::Name);
    QStringList paths;
    for (const QString &name : names) {
        const QStringList endings = {QStringLiteral("-wal"), QStringLiteral("-shm"),
                                     QStringLiteral("-journal")};
        const bool isBeside = std::ranges::any_of(endings, [&](const QString &ending) {
            return name.endsWith(ending) && names.contains(name.chopped(ending.size()));
        });
        const bool isPlain =
            QFileInfo(directory.filePath(name)).isFile(); // links may lead anywhere
        if (isPlain && !isBeside) {
            paths += directory.filePath(name);
        }
    }
    return paths;
}
