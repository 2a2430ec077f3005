// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/jsonlimport.h"

#include "monitor/recording/recordingwriter.h"
#include "monitor/visibletext.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

using Centrifuge::badArgument;
using Centrifuge::Result;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(JsonlImport)
};

/** Longer ones are no entries; a line is in memory as a whole. */
constexpr qint64 LongestLine = qint64(256) * 1024 * 1024;
constexpr int MostFaults = 20;
constexpr int BatchEntries = 4096;

Centrifuge::Error writeError(const RecordingWriter &writer)
{
    return badArgument(QString::fromStdString(writer.fault()));
}

/** Writes entries in transactions. */
class Batches
{
public:
    explicit Batches(RecordingWriter &writer)
        : m_writer(writer)
    {
    }

    bool add(const Entry &entry)
    {
        using Outcome = RecordingWriter::Result;
        if (m_open == 0 && m_writer.begin() != Outcome::Done) {
            return false;
        }
        ++m_open;
        return m_writer.add(entry) == Outcome::Done && (m_open < BatchEntries || close());
    }
    bool close()
    {
        const bool hasOpen = m_open > 0;
        m_open = 0;
        return !hasOpen || m_writer.commit() == RecordingWriter::Result::Done;
    }

private:
    RecordingWriter &m_writer;
    int m_open = 0;
};

void addFault(ImportReport &report, quint64 line, const QString &why)
{
    ++report.wrongLines;
    if (report.faults.size() < MostFaults) {
        report.faults += Text::tr("line %1: %2").arg(line).arg(why);
    }
}

/** With its end; an empty array at the end of the file. What is too long is read to its end, but
 * not kept. By pieces, as QIODevice::readLine() allocates all that it may read before it reads. */
QByteArray readLine(QFile &file, bool &isTooLong)
{
    constexpr qint64 Piece = 16 * 1024;
    QByteArray line;
    isTooLong = false;
    for (QByteArray piece = file.readLine(Piece); !piece.isEmpty(); piece = file.readLine(Piece)) {
        isTooLong = isTooLong || line.size() + piece.size() > LongestLine;
        if (!isTooLong) {
            line += piece;
        }
        if (piece.endsWith('\n')) {
            break;
        }
    }
    return line;
}

} // namespace

Result<ImportReport> importJsonl(const QString &path, const QString &recording,
                                 WalkProgress &progress)
{
    QFile file(path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly)) {
        const QString why =
            QFileInfo(path).isDir() ? Text::tr("it is a folder") : file.errorString();
        return badArgument(Text::tr("cannot read %1: %2").arg(visibleText(path), why));
    }
    RecordingFacts facts;
    facts.program = "import of JSON lines";
    RecordingWriter writer;
    if (writer.create(QFile::encodeName(recording).toStdString(), facts)
        != RecordingWriter::Result::Done) {
        return writeError(writer);
    }
    Batches batches(writer);
    ImportReport report;
    quint64 number = 0;
    std::chrono::microseconds newest{0};
    bool isTooLong = false;
    for (QByteArray line = readLine(file, isTooLong); !line.isEmpty() && !progress.cancelled;
         line = readLine(file, isTooLong)) {
        ++number;
        ++progress.looked;
        if (line.trimmed().isEmpty()) {
            continue;
        }
        auto arrival = isTooLong ? Result<Arrival>(badArgument(Text::tr("it is too long")))
                                 : arrivalOfLine(line);
        if (!arrival) {
            addFault(report, number, arrival.error().message);
            continue;
        }
        Arrival read = arrival.takeValue();
        newest = read.wall.count() != 0 ? read.wall : newest;
        read.wall = newest; // some lines of `watch` tell no time
        if (!batches.add(entryOf(read))) {
            return writeError(writer);
        }
        ++report.entries;
        ++progress.taken;
    }
    if (progress.cancelled) {
        return badArgument(Text::tr("cancelled"));
    }
    const bool isDone = batches.close() && writer.finish(newest) == RecordingWriter::Result::Done;
    return isDone ? Result<ImportReport>(report) : Result<ImportReport>(writeError(writer));
}

bool looksLikeJsonl(const QString &path)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly)
        && file.read(64).trimmed().startsWith('{');
}
