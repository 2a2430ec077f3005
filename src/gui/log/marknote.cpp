// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/marknote.h"

#include "gui/controller/logstate.h"
#include "gui/log/linedialog.h"
#include "gui/widgets/labeltext.h"
#include "monitor/platform/tr.h"

void askForNote(LogState &log, quint64 number, QWidget &parent)
{
    if (number == 0) {
        return;
    }
    auto *dialog =
        new LineDialog({Tr::tr("Mark"), Tr::tr("Note of entry %1").arg(groupedNumber(number)),
                        log.marks().note(number)},
                       &parent);
    QObject::connect(dialog, &LineDialog::chosen, &log.marks(),
                     [&log, number](const QString &text) { log.marks().setMark(number, text); });
    dialog->open();
}
