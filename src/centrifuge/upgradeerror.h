// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QByteArray>

namespace Centrifuge {

/**
 * What an answer to the WebSocket upgrade that is not an acceptance means. `answer` is what came,
 * maybe cut off; `origin` what we sent as Origin.
 */
Error makeUpgradeError(const QByteArray &answer, const QByteArray &origin);

} // namespace Centrifuge
