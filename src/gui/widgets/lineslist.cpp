// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/lineslist.h"

#include <QPlainTextEdit>
#include <QTextBlock>

QStringList linesOf(const QPlainTextEdit *edit)
{
    QStringList lines = edit->toPlainText().split(u'\n');
    for (QString &line : lines) {
        line = line.trimmed();
    }
    while (!lines.isEmpty() && lines.constLast().isEmpty()) {
        lines.removeLast();
    }
    return lines;
}

void goToLine(QPlainTextEdit *edit, int line)
{
    if (line < 1) {
        return;
    }
    QTextCursor cursor(edit->document()->findBlockByNumber(line - 1));
    cursor.movePosition(QTextCursor::EndOfBlock);
    edit->setTextCursor(cursor);
}
