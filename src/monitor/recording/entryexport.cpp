// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/entryexport.h"

#include "monitor/visibletext.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <algorithm>

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(EntryExport)
};

std::vector<NumberRange> wantedRanges(const ExportRequest &request)
{
    const NumberRange all{request.entries->firstNumber(), request.entries->endNumber()};
    return request.ranges ? rangesWithin(*request.entries, *request.ranges) : std::vector{all};
}

} // namespace

bool exportEntries(const ExportRequest &request, WalkProgress &progress,
                   const std::function<bool(QByteArrayView)> &write)
{
    if (!write(exportHeader(request.format))) {
        return false;
    }
    FilterRun filter(request.filter);
    const auto take = [&](const Entry &entry) {
        if (!filter.matches(entry)) {
            return true;
        }
        ++progress.taken;
        return write(exportLine(entry, request.format));
    };
    return std::ranges::all_of(wantedRanges(request), [&](const NumberRange &range) {
        return walkRange(*request.entries, range, progress, take);
    });
}

std::uint64_t wantedEntries(const ExportRequest &request)
{
    std::uint64_t count = 0;
    for (const NumberRange &range : wantedRanges(request)) {
        count += range.end - range.first;
    }
    return count;
}

Centrifuge::Outcome exportToFile(const ExportRequest &request, WalkProgress &progress,
                                 const std::function<void()> &look)
{
    const QString shown = visibleText(request.path);
    const auto failure = [&shown](const QString &why) {
        return Centrifuge::badArgument(Text::tr("cannot write %1: %2").arg(shown, why));
    };
    QSaveFile file(request.path);
    if (!file.open(QIODevice::WriteOnly)) {
        return failure(file.errorString());
    }
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const bool isWhole = exportEntries(request, progress, [&](QByteArrayView line) {
        if (look) {
            look();
        }
        return file.write(line.data(), line.size()) == line.size();
    });
    if (progress.cancelled) {
        file.cancelWriting();
        return Centrifuge::badArgument(Text::tr("cancelled; %1 was not written").arg(shown));
    }
    if (!isWhole || !file.commit()) {
        return failure(file.errorString());
    }
    return Centrifuge::success();
}
