// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/theme.h"
#include "monitor/log/mergedreceptions.h"

#include <QString>

// How a watcher's mark of a message is shown: each has a sign of its own, not only a colour.

QString markWords(MergedReceptions::Mark mark);
QString markSign(MergedReceptions::Mark mark);
Tone markTone(MergedReceptions::Mark mark);
