// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>

class JournalModel;

enum class CopyFormat {
    Text, ///< the cells as shown, a tab between them
    Json, ///< one array
    JsonLines,
    Csv
};

/** The rows, ascending, as UTF-8; at most MostCopiedRows of them. */
QByteArray copiedRows(const JournalModel &model, const QList<int> &rows, CopyFormat format);

/** More belong into a file. */
constexpr int MostCopiedRows = 20'000;
