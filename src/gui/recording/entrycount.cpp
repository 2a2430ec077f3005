// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/entrycount.h"

#include "gui/widgets/labeltext.h"
#include "monitor/platform/tr.h"

QString entryCount(quint64 count)
{
    return count == 1 ? Tr::tr("1 entry") : Tr::tr("%1 entries").arg(groupedNumber(count));
}
