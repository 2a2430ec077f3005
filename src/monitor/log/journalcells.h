// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>
#include <QVariant>

struct Entry;

// What the cells of JournalModel say that depend on their entry alone. Columns are
// JournalModel::Column.

/** Numbers stand below each other, and so do their headings. */
QVariant cellAlignment(int column);
/** Empty for the columns of times. */
QString columnHeading(int column);
/** Empty for the columns of times. */
QString cellText(int column, const Entry &entry);
/** The whole row in one sentence, for screen readers. */
QString rowDescription(const Entry &entry);
