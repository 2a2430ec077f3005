// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QByteArray>
#include <QString>

/**
 * Puts a file with mode 0600 at `path`, in place of the one that was there: made new beside it,
 * then renamed. At no time can anybody else read it. What is no regular file is written to, and
 * links are kept; see OutputFile.
 */
Centrifuge::Outcome writePrivateFile(const QString &path, const QByteArray &content);

/** Makes the folder with mode 0700, or takes the rights of others away from it. */
Centrifuge::Outcome makePrivateFolder(const QString &path);

/** The user's folder for what need not be kept; it may have to be made. */
QString cacheFolder();

/**
 * Makes the file, empty and with mode 0600, or takes the rights of others away from it: for
 * somebody who then writes it in place, or keeps the mode when putting another in its place. What
 * is no regular file is an error.
 */
Centrifuge::Outcome makePrivateFile(const QString &path);

/**
 * Renames a damaged file of ours to a name that is free, which is returned; a link to it stays
 * where it is.
 */
Centrifuge::Result<QString> setAsideFile(const QString &path);

/**
 * Reads a file that holds secrets, at most `limit` bytes. Like ssh it refuses one that others may
 * read, that is not ours, or that is no plain file. The words never hold what is in it.
 */
Centrifuge::Result<QByteArray> readPrivateFile(const QString &path, qint64 limit);
