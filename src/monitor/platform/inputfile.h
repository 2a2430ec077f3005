// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QByteArray>
#include <QString>

// What has the name of a file may be a pipe that nobody writes: to open that in the ordinary way
// would hold us for ever.

/** Opens a regular file to read it: its descriptor, which is the caller's to close. */
Centrifuge::Result<int> openPlainFile(const QString &path);

/** The first `most` bytes of a regular file. */
Centrifuge::Result<QByteArray> readPlainFile(const QString &path, qint64 most);

/**
 * The first line, with its end, at most `most` bytes of it. Of a pipe, too (`<(command)`), for
 * which it waits five seconds at most.
 */
Centrifuge::Result<QByteArray> readFirstLine(const QString &path, qint64 most);
