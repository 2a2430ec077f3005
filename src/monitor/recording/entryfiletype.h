// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QString>
#include <QStringList>

/** What a file is that nobody named, but found in a folder. */
enum class EntryFileType { Recording, JsonLines, Other };

/** Decides by what is in the file, and also takes a damaged file for a recording if its name ends
 * in ".rtm". An error if it can't be read. */
Centrifuge::Result<EntryFileType> entryFileType(const QString &path);

/** The files in a folder, not in those within it, in the order of their names; without hidden ones,
 * devices and pipes, and those that belong to a recording beside them. */
QStringList filesInFolder(const QString &folder);
