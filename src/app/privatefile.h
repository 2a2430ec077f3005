// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QByteArray>
#include <QString>

/**
 * Puts a file with mode 0600 at `path`, in place of what was there: made new beside it (a link
 * waiting there is never followed), then renamed. At no time can anybody else read it.
 */
Centrifuge::Outcome writePrivateFile(const QString &path, const QByteArray &content);
