// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/jsonlimport.h"

#include "monitor/platform/displaytime.h"
#include "monitor/recording/recordingwriter.h"
#include "text/visibletext.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <utility>

using Centrifuge::badArgument;
using Centrifuge::Result;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(JsonlImport)
};

/** Longer ones are no entries; a line is in memory as a whole. */
constexpr qint64 LongestLine = qint64(256) * 1024 * 1024;
constexpr int MaxFaults = 20;
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

/** Reads a file line by line. By pieces, as QIODevice::readLine() allocates all that it may read
 * before it reads; between them it may end. */
class Lines
{
public:
    Lines(QFile &file, std::function<bool()> goesOn)
        : m_file(file)
        , m_goesOn(std::move(goesOn))
    {
    }

    /** False at the end of the file, and when it goes no further. */
    bool next()
    {
        constexpr qint64 Piece = 16 * 1024;
        m_line.clear();
        m_isTooLong = false;
        QByteArray piece;
        do {
            piece = m_file.readLine(Piece);
            if (!m_goesOn()) {
                return false;
            }
            m_isTooLong = m_isTooLong || m_line.size() + piece.size() > LongestLine;
            if (!m_isTooLong) {
                m_line += piece;
            }
        } while (!piece.isEmpty() && !piece.endsWith('\n'));
        return !m_line.isEmpty();
    }
    const QByteArray &line() const { return m_line; } ///< with its end, or the beginning of it
    bool isTooLong() const { return m_isTooLong; }

private:
    QFile &m_file;
    const std::function<bool()> m_goesOn;
    QByteArray m_line;
    bool m_isTooLong = false;
};

/** The entries of lines, on their way into a recording. */
class Import
{
public:
    explicit Import(RecordingWriter &writer)
        : m_writer(writer)
        , m_batches(writer)
    {
    }

    /** False when nothing more can be written. */
    bool take(const Lines &lines)
    {
        ++m_number;
        if (lines.line().trimmed().isEmpty()) {
            return true;
        }
        auto arrival = lines.isTooLong() ? Result<Arrival>(badArgument(Tr::tr("it is too long")))
                                         : arrivalOfLine(lines.line());
        if (!arrival) {
            addFault(arrival.error().message);
            return true;
        }
        Arrival read = arrival.takeValue();
        m_newest = isKnownTime(read.wall) ? read.wall : m_newest;
        ++m_report.entries;
        return m_batches.add(entryOf(read));
    }
    bool finish()
    {
        return m_batches.close() && m_writer.finish(m_newest) == RecordingWriter::Result::Done;
    }
    const ImportReport &report() const { return m_report; }

private:
    void addFault(const QString &why)
    {
        ++m_report.wrongLines;
        if (m_report.faults.size() < MaxFaults) {
            m_report.faults += Tr::tr("line %1: %2").arg(QString::number(m_number), why);
        }
    }

    RecordingWriter &m_writer;
    Batches m_batches;
    ImportReport m_report;
    quint64 m_number = 0;
    std::chrono::microseconds m_newest{0};
};

} // namespace

Result<ImportReport> importJsonl(const QString &path, const QString &recording,
                                 WalkProgress &progress, const std::function<void()> &look)
{
    QFile file(path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly)) {
        const QString why = QFileInfo(path).isDir() ? Tr::tr("it is a folder") : file.errorString();
        return badArgument(Tr::tr("cannot read %1: %2").arg(Text::visible(path), why));
    }
    RecordingMetadata metadata;
    metadata.program = "import of JSON lines";
    RecordingWriter writer;
    if (writer.create(QFile::encodeName(recording).toStdString(), metadata)
        != RecordingWriter::Result::Done) {
        return writeError(writer);
    }
    Lines lines(file, [&] {
        progress.bytes = quint64(file.pos());
        if (look) {
            look();
        }
        return !progress.cancelled;
    });
    Import entries(writer);
    while (lines.next()) {
        if (!entries.take(lines)) {
            return writeError(writer);
        }
        ++progress.looked;
        progress.taken = entries.report().entries;
    }
    if (progress.cancelled) {
        return badArgument(Tr::tr("cancelled"));
    }
    return entries.finish() ? Result<ImportReport>(entries.report())
                            : Result<ImportReport>(writeError(writer));
}

bool looksLikeJsonl(const QString &path)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly)
        && file.read(64).trimmed().startsWith('{');
}
