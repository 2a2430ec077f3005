// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/jsonlimport.h"

#include "monitor/platform/displaytime.h"
#include "monitor/platform/tr.h"
#include "monitor/recording/inputstream.h"
#include "monitor/recording/recordingwriter.h"
#include "text/visibletext.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <utility>

using Centrifuge::badArgument;
using Centrifuge::Result;

namespace {

/** Longer ones are no entries; a line is in memory as a whole, several times while it is read. */
constexpr qsizetype LongestLine = qsizetype(256) * 1024 * 1024;
/** A small packed file may hold lines of any length. */
constexpr qsizetype LongestPackedLine = qsizetype(64) * 1024 * 1024;
constexpr qint64 RecordingPage = 4096;
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

/** Divides a stream into lines. */
class Lines
{
public:
    explicit Lines(InputStream &stream)
        : m_stream(stream)
    {
    }

    /** False at the end of the stream. */
    bool next()
    {
        m_line.clear();
        m_isTooLong = false;
        bool hasAny = false;
        for (;;) {
            if (m_rest.isEmpty()) {
                m_rest = m_stream.next();
            }
            const qsizetype end = m_rest.indexOf('\n');
            hasAny = hasAny || !m_rest.isEmpty();
            add(end < 0 ? m_rest : m_rest.first(end));
            const bool isWhole = end >= 0 || m_rest.isEmpty();
            m_rest = end < 0 ? QByteArrayView() : m_rest.sliced(end + 1);
            if (isWhole) {
                leaveOutMark();
                return hasAny;
            }
        }
    }
    const QByteArray &line() const { return m_line; } ///< without its end; or its beginning
    bool isTooLong() const { return m_isTooLong; }
    /** How many bytes of the file are in the lines so far. */
    quint64 position() const
    {
        return m_stream.position() - (m_stream.isPacked() ? 0 : quint64(m_rest.size()));
    }

private:
    void add(QByteArrayView bytes)
    {
        const qsizetype longest = m_stream.isPacked() ? LongestPackedLine : LongestLine;
        m_isTooLong = m_isTooLong || m_line.size() + bytes.size() > longest;
        if (!m_isTooLong) {
            m_line += bytes;
        }
    }

    /** Windows editors begin a file with a byte order mark; files may be joined. */
    void leaveOutMark()
    {
        constexpr QByteArrayView Mark("\xEF\xBB\xBF");
        if (m_line.startsWith(Mark)) {
            m_line.remove(0, Mark.size());
        }
    }

    InputStream &m_stream;
    QByteArrayView m_rest;
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
        if (!lines.isTooLong() && lines.line().trimmed().isEmpty()) {
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
    void setEnding(const QString &fault) { m_report.ending = fault; }
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

/** So that a small packed file can't fill the disk. */
void limitToHalfOfDisk(RecordingWriter &writer, const QString &recording)
{
    const qint64 free = QStorageInfo(QFileInfo(recording).absolutePath()).bytesAvailable();
    if (free > 0) {
        writer.limitPages(free / 2 / RecordingPage + 1);
    }
}

} // namespace

Result<ImportReport> importJsonl(const QString &path, const QString &recording,
                                 WalkProgress &progress, const std::function<void()> &look)
{
    const Lines *read = nullptr; // so far
    const auto goesOn = [&] {
        progress.bytes = read == nullptr ? 0 : read->position();
        if (look) {
            look();
        }
        return !progress.cancelled;
    };
    InputStream stream(path, goesOn);
    if (const auto opened = stream.open(); !opened) {
        return opened.error();
    }
    RecordingMetadata metadata;
    metadata.program = "import of JSON lines";
    RecordingWriter writer;
    if (writer.create(QFile::encodeName(recording).toStdString(), metadata)
        != RecordingWriter::Result::Done) {
        return writeError(writer);
    }
    limitToHalfOfDisk(writer, recording);
    Lines lines(stream);
    read = &lines;
    Import entries(writer);
    while (lines.next() && goesOn()) {
        if (!entries.take(lines)) {
            return writeError(writer);
        }
        ++progress.looked;
        progress.taken = entries.report().entries;
    }
    if (progress.cancelled) {
        return badArgument(Tr::tr("cancelled"));
    }
    entries.setEnding(stream.fault());
    const ImportReport &report = entries.report();
    if (report.entries == 0 && (report.wrongLines > 0 || !report.ending.isEmpty())) {
        return badArgument(report.wrongLines == 0
                               ? report.ending
                               : Tr::tr("%1 is no recording, and none of its lines is an entry: %2")
                                     .arg(Text::visible(path), report.faults.constFirst()));
    }
    return entries.finish() ? Result<ImportReport>(report)
                            : Result<ImportReport>(writeError(writer));
}
