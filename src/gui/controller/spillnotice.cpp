// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/spillnotice.h"

#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <system_error>

namespace {

Explanation explainSpill(SpillProblem problem, int error, const QString &folder)
{
    const QString reason = QString::fromStdString(std::generic_category().message(error));
    Explanation explanation;
    explanation.fix =
        Tr::tr("Watching goes on, and the disk is tried again. While the memory of the log is "
               "full, new messages wait; when the disk takes nothing for half a minute, the "
               "oldest rows go, those on disk first.");
    switch (problem) {
    case SpillProblem::DiskFull:
        explanation.title = Tr::tr("The disk is too full to keep all of the log");
        explanation.cause =
            Tr::tr("There is no room left for older rows in %1, or less than 1 GB would "
                   "be left for others.")
                .arg(Text::visible(folder));
        explanation.fix =
            Tr::tr("Watching goes on, with fewer of the oldest rows. Free some space: it is "
                   "used within a minute.");
        break;
    case SpillProblem::TooSlow:
        explanation.title = Tr::tr("The disk is too slow for the log");
        explanation.cause =
            Tr::tr("More came than could be written to %1.").arg(Text::visible(folder));
        break;
    case SpillProblem::Failed:
        explanation.title = Tr::tr("Older rows of the log can't be kept on disk");
        explanation.cause = Tr::tr("Writing to %1 failed: %2.").arg(Text::visible(folder), reason);
        break;
    case SpillProblem::None:
        return {};
    }
    return explanation;
}

} // namespace

Notice spillNotice(SpillProblem problem, int error, const QString &folder)
{
    Notice notice;
    notice.topic = Notice::Topic::Journal;
    notice.isSerious = false;
    notice.explanation = explainSpill(problem, error, folder);
    return notice;
}
