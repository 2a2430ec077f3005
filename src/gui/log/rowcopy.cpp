// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/rowcopy.h"

#include "gui/labeltext.h"
#include "monitor/entrytext.h"
#include "monitor/eventjson.h"
#include "monitor/journalmodel.h"
#include "monitor/recording/exportline.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(RowCopy)
};

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

bool hasRoom(const CopiedRows &copied)
{
    return copied.rows < MostCopiedRows && copied.text.size() < MostCopiedBytes;
}

} // namespace

CopiedRows copiedRows(const JournalModel &model, const QList<RowRange> &ranges, CopyFormat format)
{
    CopiedRows copied;
    QByteArray &text = copied.text;
    text = format == CopyFormat::Csv ? exportHeader(ExportFormat::Csv) : QByteArray();
    for (const RowRange &range : ranges) {
        for (int row = range.first; row <= range.last && hasRoom(copied); ++row) {
            if (model.entryAt(row).number == 0) {
                continue; // trimmed meanwhile
            }
            if (format == CopyFormat::Json && copied.rows > 0) {
                text += ",\n";
            }
            text += copiedRow(model, row, format);
            ++copied.rows;
        }
    }
    if (format == CopyFormat::Json) {
        text = "[" + text + "]\n";
    }
    return copied;
}

QString copyToClipboard(const JournalModel &model, const QList<RowRange> &ranges, CopyFormat format)
{
    const CopiedRows copied = copiedRows(model, ranges, format);
    if (copied.rows == 0) {
        return {};
    }
    QGuiApplication::clipboard()->setText(QString::fromUtf8(copied.text));
    quint64 selected = 0;
    for (const RowRange &range : ranges) {
        selected += quint64(range.count());
    }
    return quint64(copied.rows) == selected
        ? QString()
        : Text::tr("Copied the first %1 of %2 selected rows, %3. Export (Ctrl+E) writes all of "
                   "them into a file.")
              .arg(groupedNumber(quint64(copied.rows)), groupedNumber(selected),
                   sizeText(std::size_t(copied.text.size())));
}
