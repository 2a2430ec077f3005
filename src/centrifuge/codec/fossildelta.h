// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace Centrifuge {

/**
 * Applies `delta`, in the format of Fossil, to `base`. Fails when the delta is broken, when the
 * result would be larger than `maxSize` (before anything is allocated), or when the checksum does
 * not match, which means that the server's base differs.
 */
Result<QByteArray> applyFossilDelta(QByteArrayView base, QByteArrayView delta, qsizetype maxSize);

} // namespace Centrifuge
