// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace Centrifuge {

/**
 * What `delta`, in the format of Fossil, makes of `base`. Fails when the delta is broken, when its
 * result would be larger than `maxSize` (before anything is allocated) or when the checksum does
 * not fit, which means that `base` is another one than the server's. Never gives a part.
 */
Result<QByteArray> applyFossilDelta(QByteArrayView base, QByteArrayView delta, qsizetype maxSize);

} // namespace Centrifuge
