// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "centrifuge/result.h"

#include <QByteArray>

namespace Centrifuge {

/** The body of a history request. */
QByteArray historyBody(const HistoryRequest &request);

/** The result in the body of an answer with status 200, which may also be an error. */
Result<HistoryResult> readHistoryAnswer(const QByteArray &body);

} // namespace Centrifuge
