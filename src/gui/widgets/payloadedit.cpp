// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/payloadedit.h"

#include "text/hiddencharacter.h"
#include "text/visibletext.h"

#include <QAbstractTextDocumentLayout>
#include <QMimeData>
#include <QPainter>
#include <QTextCursor>

namespace {

constexpr int HiddenObject = QTextFormat::UserObject + 1;
constexpr int OriginalProperty = QTextFormat::UserProperty + 1; ///< QString, one character

QTextCharFormat formatOf(const QString &original)
{
    QTextCharFormat format;
    format.setObjectType(HiddenObject);
    format.setProperty(OriginalProperty, original);
    return format;
}

QString originalOf(const QTextFormat &format)
{
    return format.stringProperty(OriginalProperty);
}

bool isShownAsItIs(char32_t character)
{
    return character == U'\n' || character == U'\t' || !Text::isHiddenCharacter(character);
}

/** One character, which may be two code units. */
QString characterAt(QStringView text, qsizetype index)
{
    const bool isPair = text[index].isHighSurrogate() && index + 1 < text.size()
        && text[index + 1].isLowSurrogate();
    return text.mid(index, isPair ? 2 : 1).toString();
}

char32_t codeOf(const QString &character)
{
    return character.size() == 2 ? QChar::surrogateToUcs4(character[0], character[1])
                                 : character[0].unicode();
}

} // namespace

PayloadEdit::PayloadEdit(QWidget *parent)
    : JsonEdit(parent)
{
    document()->documentLayout()->registerHandler(HiddenObject, this);
    connect(this, &QPlainTextEdit::textChanged, this, &PayloadEdit::replaceHidden);
}

QString PayloadEdit::text() const
{
    return textBetween(0, document()->characterCount() - 1);
}

QString PayloadEdit::originalAt(int position) const
{
    QTextCursor cursor(document());
    cursor.setPosition(position + 1);
    const QTextCharFormat format = cursor.charFormat();
    return format.objectType() == HiddenObject ? originalOf(format)
                                               : QString(QChar::ObjectReplacementCharacter);
}

QString PayloadEdit::textBetween(int start, int end) const
{
    const QString raw = document()->toRawText(); // toPlainText() replaces no-break spaces
    QString text;
    text.reserve(end - start);
    for (int position = start; position < end; ++position) {
        const QChar unit = raw[position];
        if (unit == QChar::ObjectReplacementCharacter) {
            text += originalAt(position);
        } else {
            text += unit == QChar::ParagraphSeparator ? QChar(u'\n') : unit;
        }
    }
    return text;
}

int PayloadEdit::positionOf(qsizetype offset) const
{
    const qsizetype units = QString::fromUtf8(text().toUtf8().first(offset)).size();
    const QString raw = document()->toRawText();
    int position = 0;
    for (qsizetype passed = 0; passed < units && position < raw.size(); ++position) {
        passed +=
            raw[position] == QChar::ObjectReplacementCharacter ? originalAt(position).size() : 1;
    }
    return position;
}

QSizeF PayloadEdit::intrinsicSize(QTextDocument *, int, const QTextFormat &format)
{
    const QFontMetricsF metrics(font());
    return {metrics.horizontalAdvance(Text::visible(originalOf(format))), metrics.ascent() + 1};
}

void PayloadEdit::drawObject(QPainter *painter, const QRectF &rectangle, QTextDocument *, int,
                             const QTextFormat &format)
{
    painter->setFont(font());
    painter->setPen(palette().color(QPalette::PlaceholderText));
    painter->drawText(rectangle.bottomLeft(), Text::visible(originalOf(format)));
}

QMimeData *PayloadEdit::createMimeDataFromSelection() const
{
    auto *copied = new QMimeData;
    copied->setText(textBetween(textCursor().selectionStart(), textCursor().selectionEnd()));
    return copied;
}

void PayloadEdit::insertFromMimeData(const QMimeData *source)
{
    if (!source->hasText() || isReadOnly()) {
        return;
    }
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    QString text = source->text();
    insertVisibly(cursor, text.replace(QLatin1String("\r\n"), QLatin1String("\n")));
    cursor.endEditBlock();
    setTextCursor(cursor);
    ensureCursorVisible();
}

void PayloadEdit::insertVisibly(QTextCursor &cursor, const QString &text)
{
    QString plain;
    const auto insertPlain = [&] {
        cursor.insertText(std::exchange(plain, {}), QTextCharFormat());
    };
    for (qsizetype i = 0; i < text.size();) {
        const QString character = characterAt(text, i);
        if (isShownAsItIs(codeOf(character))) {
            plain += character;
        } else {
            insertPlain();
            cursor.insertText(QString(QChar::ObjectReplacementCharacter), formatOf(character));
        }
        i += character.size();
    }
    insertPlain();
}

/** Replaces hidden characters that were typed or set with setPlainText(). */
void PayloadEdit::replaceHidden()
{
    const QString raw = document()->toRawText();
    QTextCursor cursor(document());
    bool isEditing = false;
    for (qsizetype i = raw.size() - 1; i >= 0; --i) {
        const bool isPair = raw[i].isLowSurrogate() && i > 0 && raw[i - 1].isHighSurrogate();
        i -= isPair ? 1 : 0;
        const QString character = characterAt(raw, i);
        if (character[0] == QChar::ParagraphSeparator || isShownAsItIs(codeOf(character))) {
            continue;
        }
        if (!std::exchange(isEditing, true)) {
            cursor.joinPreviousEditBlock(); // a single undo step
        }
        cursor.setPosition(int(i));
        cursor.setPosition(int(i + character.size()), QTextCursor::KeepAnchor);
        cursor.insertText(QString(QChar::ObjectReplacementCharacter), formatOf(character));
    }
    if (isEditing) {
        cursor.endEditBlock();
        setCurrentCharFormat(QTextCharFormat()); // for what is typed next
    }
}
