// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/runexport.h"

#include "monitor/platform/outputfile.h"
#include "monitor/publish/runlines.h"

#include <QDeadlineTimer>

#include <chrono>

using namespace std::chrono_literals;

namespace {

/** Of a pipe. */
constexpr auto SlowestReader = 2s;

} // namespace

Centrifuge::Outcome exportRuns(const RunList &runs, const QString &path)
{
    const QDeadlineTimer deadline(SlowestReader);
    OutputFile file(path, [&deadline] { return !deadline.hasExpired(); });
    if (const Centrifuge::Outcome opened = file.open(); !opened) {
        return opened;
    }
    const bool isCsv = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
    if (isCsv) {
        file.write(runCsvHeader());
    }
    for (quint64 number = runs.firstNumber(); number < runs.endNumber(); ++number) {
        const Run &run = *runs.find(number);
        file.write(isCsv ? runCsv(run) : runJson(run) + '\n');
    }
    return file.commit();
}
