// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/entryexport.h"

#include "monitor/filter/filterexclusion.h"
#include "monitor/platform/outputfile.h"
#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <algorithm>

namespace {

std::vector<NumberRange> wantedRanges(const EntrySnapshot &entries, const ExportRequest &request)
{
    const NumberRange all{entries.firstNumber(), entries.endNumber()};
    return request.ranges ? rangesWithin(entries, *request.ranges) : std::vector{all};
}

} // namespace

bool exportEntries(const ExportRequest &request, WalkProgress &progress,
                   const std::function<bool(QByteArrayView)> &write)
{
    const bool isMarked = request.hasByteOrderMark && request.format == ExportFormat::Csv;
    if (!write((isMarked ? QByteArray("\xEF\xBB\xBF") : QByteArray())
               + exportHeader(request.format, request.fields))) {
        return false;
    }
    FilterRun filter(request.filter);
    const auto take = [&](const Entry &entry) {
        if (!filter.matches(entry)) {
            if (request.exclusion != nullptr && progress.taken == 0) {
                request.exclusion->see(entry);
            }
            return true;
        }
        ++progress.taken;
        return write(exportLine(entry, request.format, request.fields));
    };
    const auto walk = [&](const EntrySnapshot &entries) {
        return std::ranges::all_of(wantedRanges(entries, request), [&](const NumberRange &range) {
            return walkRange(entries, range, progress, take);
        });
    };
    bool isComplete =
        std::ranges::all_of(request.sources, [&](const auto &entries) { return walk(*entries); });
    while (isComplete && request.nextSource) {
        const auto entries = request.nextSource();
        if (entries == nullptr) {
            break;
        }
        isComplete = walk(*entries);
    }
    return isComplete && !progress.cancelled;
}

std::uint64_t wantedEntries(const ExportRequest &request)
{
    std::uint64_t count = 0;
    for (const auto &entries : request.sources) {
        for (const NumberRange &range : wantedRanges(*entries, request)) {
            count += range.end - range.first;
        }
    }
    return count;
}

Centrifuge::Outcome exportToFile(const ExportRequest &request, WalkProgress &progress,
                                 const std::function<void()> &look)
{
    const auto goesOn = [&] {
        if (look) {
            look();
        }
        return !progress.cancelled;
    };
    OutputFile file(request.path, goesOn);
    const auto opened = file.open();
    if (!opened) {
        return opened;
    }
    exportEntries(request, progress, [&](QByteArrayView line) {
        goesOn();
        return file.write(line);
    });
    if (progress.cancelled) {
        const QString words = file.isReplaced() ? Tr::tr("cancelled; %1 was not written")
                                                : Tr::tr("cancelled; %1 got a part of it");
        return Centrifuge::badArgument(words.arg(Text::visible(request.path)));
    }
    return file.commit();
}
