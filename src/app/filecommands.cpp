// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/commands.h"
#include "app/exitcode.h"
#include "app/openedentries.h"
#include "app/options.h"
#include "app/output.h"
#include "app/signalcancellation.h"
#include "app/signalwatcher.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/eventjson.h"
#include "monitor/entry/eventtext.h"
#include "monitor/filter/entryfield.h"
#include "monitor/filter/filter.h"
#include "monitor/filter/filtertext.h"
#include "monitor/recording/entryexport.h"

#include <QFileInfo>

#include <algorithm>

namespace {

constexpr std::chrono::milliseconds LastChunkLimit(500);

/** Returns whether a part of the file could not be read. */
bool reportUnreadable(const WalkProgress &progress)
{
    if (progress.notRead() > 0) {
        say(progress.notRead() == 1 ? QStringLiteral("1 entry is missing or could not be read")
                                    : QStringLiteral("%1 entries are missing or could not be read")
                                          .arg(progress.notRead()));
    }
    return progress.notRead() > 0;
}

/** Writes what is left, but waits no longer for the reader after a signal. */
void flushAfter(Output &output, SignalCancellation &cancellation, WalkProgress &progress)
{
    cancellation.pollNow(progress);
    if (cancellation.signal() != 0) {
        output.setDeadline(LastChunkLimit);
    }
    output.flush();
}

int exportToOutput(const ExportRequest &request, WalkProgress &progress, SignalWatcher &watcher,
                   SignalCancellation &cancellation)
{
    Output output;
    output.setInterruption(watcher.descriptor());
    exportEntries(request, progress, [&](QByteArrayView line) {
        cancellation.poll(progress);
        if (cancellation.signal() != 0) {
            return false; // the signal was taken, so that it would not end waiting for the reader
        }
        output.write(line);
        return output.state() == Output::State::Open;
    });
    flushAfter(output, cancellation, progress);
    if (cancellation.signal() != 0) {
        return cancellation.signal();
    }
    return output.state() == Output::State::Failed || reportUnreadable(progress) ? Failed : Done;
}

int exportToPath(const ExportRequest &request, WalkProgress &progress,
                 SignalCancellation &cancellation)
{
    const auto outcome = exportToFile(request, progress, [&] { cancellation.poll(progress); });
    if (!outcome) {
        say(outcome.error().message);
        return cancellation.signal() != 0 ? cancellation.signal() : int(Failed);
    }
    say(progress.taken == 1 ? QStringLiteral("1 entry written")
                            : QStringLiteral("%1 entries written").arg(progress.taken.load()));
    return reportUnreadable(progress) ? Failed : Done;
}

QByteArray lineOf(const Entry &entry, bool isJson, JsonAudience reader)
{
    if (isJson) {
        return eventJson(entry, reader);
    }
    if (entry.kind == EntryKind::Publication) {
        return publicationLine(entry).toUtf8();
    }
    return (eventTime(entry.wall) + u' ' + eventText(entry)).toUtf8();
}

/** What the user may want to change about the filter. */
void reportFilterHints(const FilterRun &filter,
                       const std::optional<FilterExclusion::Strictest> &strictest)
{
    if (filter.givenUp() > 0) {
        say(QStringLiteral("a regular expression took too many steps and was given up %1×: "
                           "there it counts as not matching")
                .arg(filter.givenUp()));
    }
    if (strictest) {
        say(exclusionText(*strictest));
    }
}

/** Whether `path` leads to one of the files. */
bool isAmong(const QString &path, const QStringList &files)
{
    const QString target = QFileInfo(path).canonicalFilePath();
    return !target.isEmpty() && std::ranges::any_of(files, [&target](const QString &file) {
        return QFileInfo(file).canonicalFilePath() == target;
    });
}

/** Of names that were checked with the other options. */
std::vector<EntryField> fieldsOf(const QStringList &names)
{
    std::vector<EntryField> fields;
    for (const QString &name : names) {
        FilterFault none;
        if (const auto field = EntryField::parse(name.toStdString(), none)) {
            fields.push_back(*field);
        }
    }
    return fields;
}

} // namespace

int runExport(const CommandLine &line)
{
    const bool isCsv = line.value(QStringLiteral("format")) == QStringLiteral("csv");
    for (const char *option : {"bom", "field"}) {
        if (line.has(QString::fromLatin1(option)) && !isCsv) {
            say(QStringLiteral("--%1 goes with --format csv only").arg(QLatin1String(option)));
            return WrongUsage;
        }
    }
    SignalWatcher watcher;
    SignalCancellation cancellation(watcher);
    OpenedEntries entries(cancellation);
    if (const auto opened = entries.open(line.arguments); !opened) {
        say(opened.error().message);
        return cancellation.signal() != 0 ? cancellation.signal() : int(Failed);
    }
    const QString path = line.value(QStringLiteral("output"));
    if (isAmong(path, entries.paths())) {
        say(QStringLiteral("export would replace the file that it reads"));
        return WrongUsage;
    }
    WalkProgress progress;
    ExportRequest request;
    request.nextSource = [&] { return entries.next(progress); };
    request.filter = compileFilter(line.value(QStringLiteral("filter"))).filter;
    request.format = isCsv ? ExportFormat::Csv : ExportFormat::Jsonl;
    request.hasByteOrderMark = line.has(QStringLiteral("bom"));
    request.fields = fieldsOf(line.values(QStringLiteral("field")));
    request.path = path;
    FilterExclusion exclusion({line.value(QStringLiteral("filter")).toStdString()});
    request.exclusion = &exclusion;
    const int exitCode = path == QStringLiteral("-")
        ? exportToOutput(request, progress, watcher, cancellation)
        : exportToPath(request, progress, cancellation);
    if (const auto strictest = exclusion.strictest(); strictest && progress.taken == 0) {
        say(exclusionText(*strictest));
    }
    const bool isPartial = entries.isIncomplete() || entries.hasSkippedLines();
    return exitCode == Done && isPartial ? int(Failed) : exitCode;
}

int runGrep(const CommandLine &line)
{
    const QString fault = filterFault(line.arguments.constFirst());
    if (!fault.isEmpty()) {
        say(QStringLiteral("grep ") + fault);
        return WrongUsage;
    }
    SignalWatcher watcher;
    SignalCancellation cancellation(watcher);
    OpenedEntries entries(cancellation);
    if (const auto opened = entries.open(line.arguments.mid(1)); !opened) {
        say(opened.error().message);
        // As with grep, 1 means that nothing was found.
        return cancellation.signal() != 0 ? cancellation.signal() : int(WrongUsage);
    }
    Output output;
    output.setInterruption(watcher.descriptor());
    const bool isJson = line.has(QStringLiteral("json"));
    const JsonAudience reader =
        output.isTerminal() ? JsonAudience::Terminal : JsonAudience::Program;
    WalkProgress progress;
    FilterRun filter(compileFilter(line.arguments.constFirst()).filter);
    FilterExclusion exclusion({line.arguments.constFirst().toStdString()});
    const auto print = [&](const Entry &entry) {
        cancellation.poll(progress);
        if (cancellation.signal() == 0 && filter.matches(entry)) {
            ++progress.taken;
            output.writeLine(lineOf(entry, isJson, reader));
        } else if (progress.taken == 0) {
            exclusion.see(entry);
        }
        return output.state() == Output::State::Open;
    };
    std::shared_ptr<const EntrySnapshot> file;
    do {
        file.reset(); // before its recording is closed
        file = entries.next(progress);
    } while (file != nullptr && walkEntries(*file, progress, print));
    flushAfter(output, cancellation, progress);
    if (cancellation.signal() != 0) {
        return cancellation.signal();
    }
    reportFilterHints(filter, progress.taken == 0 ? exclusion.strictest() : std::nullopt);
    if (output.state() == Output::State::Failed) {
        return WrongUsage;
    }
    const bool isPartial = reportUnreadable(progress) || entries.isIncomplete();
    return progress.taken > 0 && !isPartial ? Done : Failed;
}
