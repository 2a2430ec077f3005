// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>
#include <QVariant>

class EntryField;
class JournalModel;
struct Entry;
struct StampedTime;

// What the cells of JournalModel say that depend on their entry alone. Columns are
// JournalModel::Column.

/** Numbers stand below each other, and so do their headings. */
QVariant cellAlignment(int column);
/** In the settings. */
QString columnName(int column);
/** In menus: never empty. */
QString columnTitle(int column);
/** Of the header, where a narrow column has none. */
QString columnHeading(int column);
/** Empty for the columns of times. */
QString cellText(int column, const Entry &entry);
/** The value of a field of the entry: a string without its quotes, and without escapes. */
QString fieldText(const EntryField &field, const Entry &entry);
/** The name of a field, hidden characters made visible. */
QString fieldTitle(const EntryField &field);
/** What a header says of a column whose text is `heading`. */
QVariant headingCell(int column, int role, const QString &heading);
/** The whole row in one sentence, for screen readers; whose it is only where there are several. */
QString rowDescription(const JournalModel &model, const Entry &entry);
/** Of the nearest row above that has a time; few have none, so that it is not far away. */
StampedTime timeBefore(const JournalModel &model, int row);
