// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/jsonedit.h"

#include <QTextObjectInterface>

/**
 * The editor of a payload. Hidden characters are shown as escapes (\\u202e), as in the log, so that
 * none can reorder or hide the text around it. text(), copies and the published data hold the
 * characters themselves. Each is one object of the document, and one step of the cursor.
 */
class PayloadEdit : public JsonEdit, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    explicit PayloadEdit(QWidget *parent = nullptr);

    /** The exact text; toPlainText() has object replacement characters in it. */
    QString text() const;
    /** The position in the document of the byte at `offset` of the UTF-8 text(). */
    int positionOf(qsizetype offset) const;

    QSizeF intrinsicSize(QTextDocument *document, int position, const QTextFormat &format) override;
    void drawObject(QPainter *painter, const QRectF &rectangle, QTextDocument *document,
                    int position, const QTextFormat &format) override;

protected:
    QMimeData *createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    QString textBetween(int start, int end) const;
    QString originalAt(int position) const;
    void insertVisibly(QTextCursor &cursor, const QString &text);
    void replaceHidden();
};
