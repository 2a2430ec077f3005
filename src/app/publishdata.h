// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/platform/messagelimits.h"

#include <QByteArray>
#include <QString>

/**
 * The DATA of `publish`: the argument itself, "-" for standard input, or "@FILE". One JSON value,
 * without the white space around it and without a byte order mark. The error says that nothing is
 * sent, why, and what helps; it never contains the data. Waits for standard input.
 */
Centrifuge::Result<QByteArray> readPublishData(const QString &argument,
                                               const MessageLimits &limits);
