// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/jsonedit.h"

#include <QHash>
#include <QTextCursor>
#include <QTextObjectInterface>

/** What stands in a PayloadEdit, to be read in any thread. */
struct PayloadContent
{
    QString raw; ///< as the document has it
    QHash<qsizetype, QString> originals; ///< what the objects in `raw` stand for

    /** The exact text. */
    QString text() const;
    /** How many code units of text() stand at a place in `raw`. */
    qsizetype sizeAt(qsizetype position) const;
    /** The place in `raw` of the byte at `offset` of the UTF-8 text(). */
    int positionOf(qsizetype offset) const;
};

/**
 * The editor of a payload. Hidden characters are shown as escapes (\\u202e), as in the log, so that
 * none can reorder or hide the text around it. text(), copies and the published data hold the
 * characters themselves. Each is one object of the document, and one step of the cursor.
 *
 * A large text is inserted part by part, without colours, and its long lines are broken where an
 * object says that text() has no line end: a block of megabytes takes seconds for each key.
 */
class PayloadEdit : public JsonEdit, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    /** Of so many characters a text is large. */
    static constexpr qsizetype Large = 100'000;

    explicit PayloadEdit(QWidget *parent = nullptr);

    /** The exact text; toPlainText() has object replacement characters in it. */
    QString text() const { return content().text(); }
    PayloadContent content() const;
    /** Also scrolls there. */
    void setCursorPosition(int position);
    /** Replaces it, so that it can be undone. */
    void setText(const QString &text);
    bool isLarge() const { return document()->characterCount() > Large; }
    /** Parts of a large text are still to come. It can't be edited meanwhile. */
    bool isInserting() const { return !m_waiting.isEmpty(); }
    /** The position in the document of the byte at `offset` of the UTF-8 text(). */
    int positionOf(qsizetype offset) const { return content().positionOf(offset); }

    QSizeF intrinsicSize(QTextDocument *document, int position, const QTextFormat &format) override;
    void drawObject(QPainter *painter, const QRectF &rectangle, QTextDocument *document,
                    int position, const QTextFormat &format) override;

protected:
    QMimeData *createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    PayloadContent contentOf(const QString &raw, int start) const;
    void insert(const QString &text);
    void insertSome();
    void endInsertion();
    void insertVisibly(QTextCursor &cursor, QStringView text);
    void noteChange(int position, int added);
    void replaceHidden();
    void adaptToSize();

    int m_changedFrom = 0; ///< what replaceHidden() has to look at
    int m_changedEnd = 0;
    bool m_isLarge = false;
    QString m_waiting; ///< the large text that is being inserted
    qsizetype m_inserted = 0; ///< of it
    QTextCursor m_insertAt;
    QTimer m_insertTimer;
};
