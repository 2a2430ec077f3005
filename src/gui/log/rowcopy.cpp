// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/rowcopy.h"

#include "monitor/eventjson.h"
#include "monitor/journalmodel.h"
#include "monitor/recording/exportline.h"

#include <algorithm>

namespace {

QByteArray cells(const JournalModel &model, int row)
{
    QStringList texts;
    for (int column = 0; column < model.columnCount(); ++column) {
        texts.append(model.index(row, column).data().toString());
    }
    return texts.join(u'\t').toUtf8() + '\n';
}

QByteArray copiedRow(const JournalModel &model, int row, CopyFormat format)
{
    switch (format) {
    case CopyFormat::Text:
        break;
    case CopyFormat::Json:
        return eventJson(model.entryAt(row), JsonReader::Program);
    case CopyFormat::JsonLines:
        return eventJson(model.entryAt(row), JsonReader::Program) + '\n';
    case CopyFormat::Csv:
        return exportLine(model.entryAt(row), ExportFormat::Csv);
    }
    return cells(model, row);
}

} // namespace

QByteArray copiedRows(const JournalModel &model, const QList<int> &rows, CopyFormat format)
{
    QByteArray text = format == CopyFormat::Csv ? exportHeader(ExportFormat::Csv) : QByteArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(rows.size(), MostCopiedRows); ++i) {
        const int row = rows.at(i);
        if (model.entryAt(row).number == 0) {
            continue; // trimmed meanwhile
        }
        if (format == CopyFormat::Json && !text.isEmpty()) {
            text += ",\n";
        }
        text += copiedRow(model, row, format);
    }
    return format == CopyFormat::Json ? "[" + text + "]\n" : text;
}
