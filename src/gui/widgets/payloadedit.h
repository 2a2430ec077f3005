// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/jsonedit.h"

#include <QTextObjectInterface>

/**
 * The editor of a payload. It shows hidden characters as the log does (\\u202e), so that none turns
 * or hides what is around it; they stay what they are in text(), in copies and when it is sent.
 * Each is one object in the document, and one step for the caret.
 */
class PayloadEdit : public JsonEdit, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    explicit PayloadEdit(QWidget *parent = nullptr);

    /** What is written, to the character; toPlainText() has the objects instead. */
    QString text() const;
    /** The place in the document of what stands at `offset` of the UTF-8 of text(). */
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
