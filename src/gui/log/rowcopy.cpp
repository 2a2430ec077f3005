// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/rowcopy.h"

#include "gui/widgets/labeltext.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/entry/eventjson.h"
#include "monitor/log/journalmodel.h"
#include "monitor/platform/tr.h"
#include "monitor/recording/exportline.h"

#include <QClipboard>
#include <QGuiApplication>

namespace {

QByteArray cells(const JournalModel &model, int row, const QList<int> &columns)
{
    QStringList texts;
    for (const int column : columns) {
        texts.append(model.index(row, column).data().toString());
    }
    return texts.join(u'\t').toUtf8() + '\n';
}

QByteArray copiedRow(const JournalModel &model, int row, const CopyForm &form)
{
    switch (form.format) {
    case CopyFormat::Text:
        break;
    case CopyFormat::Payload:
        return QByteArrayView(model.entryAt(row).payload).toByteArray();
    case CopyFormat::Json:
        return eventJson(model.entryAt(row), JsonAudience::Program);
    case CopyFormat::JsonLines:
        return eventJson(model.entryAt(row), JsonAudience::Program) + '\n';
    case CopyFormat::Csv:
        return exportLine(model.entryAt(row), ExportFormat::Csv, model.fields());
    }
    return cells(model, row, form.columns);
}

QByteArray separator(CopyFormat format)
{
    return format == CopyFormat::Json   ? QByteArray(",\n")
        : format == CopyFormat::Payload ? QByteArray("\n")
                                        : QByteArray();
}

/** Checks a row before it is formatted, as its payload may have any size; cells are short. The
 * first row is always copied. */
bool hasRoom(const CopiedRows &copied, const Entry &next, CopyFormat format)
{
    if (copied.rows == 0) {
        return true;
    }
    const std::size_t more =
        format == CopyFormat::Text ? 0 : next.payload.size() + next.tags.size() + next.info.size();
    return copied.rows < MaxCopiedRows
        && std::size_t(copied.text.size()) + more <= std::size_t(MaxCopiedBytes);
}

/** Adds the rows for which there is room; rows that were trimmed meanwhile are left out. */
void addRows(CopiedRows &copied, const JournalModel &model, RowRange range, const CopyForm &form)
{
    for (int row = range.first; row <= range.last; ++row) {
        const Entry entry = model.entryAt(row);
        if (entry.number == 0) {
            continue;
        }
        if (copied.left > 0 || !hasRoom(copied, entry, form.format)) {
            copied.left += quint64(range.last - row + 1);
            return;
        }
        if (copied.rows > 0) {
            copied.text += separator(form.format);
        }
        copied.text += copiedRow(model, row, form);
        ++copied.rows;
    }
}

QString truncationText(const CopiedRows &copied)
{
    if (copied.left == 0) {
        return {};
    }
    return Tr::tr("Copied the first %1 of %2 selected rows, %3. Export (Ctrl+E) writes all of "
                  "them into a file.")
        .arg(groupedNumber(quint64(copied.rows)), groupedNumber(quint64(copied.rows) + copied.left),
             sizeText(std::size_t(copied.text.size())));
}

} // namespace

CopiedRows copiedRows(const JournalModel &model, const QList<RowRange> &ranges,
                      const CopyForm &form)
{
    CopiedRows copied;
    copied.text = form.format == CopyFormat::Csv ? exportHeader(ExportFormat::Csv, model.fields())
                                                 : QByteArray();
    for (const RowRange &range : ranges) {
        addRows(copied, model, range, form);
    }
    if (form.format == CopyFormat::Json) {
        copied.text = "[" + copied.text + "]\n";
    }
    return copied;
}

QString copyToClipboard(const JournalModel &model, const QList<RowRange> &ranges,
                        const CopyForm &form)
{
    const CopiedRows copied = copiedRows(model, ranges, form);
    if (copied.rows > 0) {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(copied.text));
    }
    return truncationText(copied);
}
