// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "centrifuge/values.h"

#include <QString>

/**
 * A condition on tags, which the server checks: `KEY=VALUE` conditions with commas between, all of
 * which must hold (also `!=`, `>`, `>=`, `<`, `<=`; `KEY` and `!KEY` for a tag that is there or
 * not; quotes around a value are not part of it), or a filter in Centrifugo's own form, a JSON
 * object. Refuses what the server would refuse with an error that does not say why, and what looks
 * like the notation of another filter, which would match nothing.
 */
Centrifuge::Result<Centrifuge::FilterNode> readTagsFilter(const QString &text);
