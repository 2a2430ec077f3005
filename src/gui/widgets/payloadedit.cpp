// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/payloadedit.h"

#include "text/hiddencharacter.h"
#include "text/visibletext.h"

#include <QAbstractTextDocumentLayout>
#include <QElapsedTimer>
#include <QMimeData>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>
#include <utility>

namespace {

constexpr int HiddenObject = QTextFormat::UserObject + 1;
constexpr int OriginalProperty = QTextFormat::UserProperty + 1; ///< QString, one character or none

/** Of one block of a large text, in characters. */
constexpr int LongestBlock = 8000;
constexpr qsizetype InsertedAtOnce = 20'000;
/** Of the event loop, for parts that are inserted together. */
constexpr qint64 PartMilliseconds = 8;

/** Of a break within a long line the original is empty. */
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

QString shownFor(const QTextFormat &format)
{
    const QString original = originalOf(format);
    return original.isEmpty() ? QStringLiteral("\u21a9") : Text::visible(original);
}

bool isShownAsItIs(char32_t character)
{
    return character == U'\n' || character == U'\t' || !Text::isHiddenCharacter(character);
}

/** Of one character, which may be two code units. */
qsizetype unitsAt(QStringView text, qsizetype index)
{
    const bool isPair = text[index].isHighSurrogate() && index + 1 < text.size()
        && text[index + 1].isLowSurrogate();
    return isPair ? 2 : 1;
}

char32_t characterAt(QStringView text, qsizetype index)
{
    return unitsAt(text, index) == 2 ? QChar::surrogateToUcs4(text[index], text[index + 1])
                                     : text[index].unicode();
}

void insertObject(QTextCursor &cursor, const QString &original)
{
    cursor.insertText(QString(QChar::ObjectReplacementCharacter), formatOf(original));
}

} // namespace

qsizetype PayloadContent::sizeAt(qsizetype position) const
{
    const QChar unit = raw[position];
    if (unit == QChar::ObjectReplacementCharacter) {
        return originals.value(position).size();
    }
    const auto before = originals.constFind(position - 1);
    const bool isBreak =
        unit == QChar::ParagraphSeparator && before != originals.cend() && before->isEmpty();
    return isBreak ? 0 : 1;
}

QString PayloadContent::text() const
{
    const auto isSpecial = [](QChar unit) {
        return unit == QChar::ObjectReplacementCharacter || unit == QChar::ParagraphSeparator;
    };
    QString text;
    text.reserve(raw.size());
    for (qsizetype start = 0; start < raw.size();) {
        const auto special = std::find_if(raw.cbegin() + start, raw.cend(), isSpecial);
        const qsizetype end = special - raw.cbegin();
        text += QStringView(raw).sliced(start, end - start);
        if (end < raw.size() && *special == QChar::ObjectReplacementCharacter) {
            text += originals.value(end, QString(*special));
        } else if (end < raw.size() && sizeAt(end) > 0) {
            text += u'\n';
        }
        start = end + 1;
    }
    return text;
}

int PayloadContent::positionOf(qsizetype offset) const
{
    const qsizetype units = QString::fromUtf8(text().toUtf8().first(offset)).size();
    int position = 0;
    for (qsizetype passed = 0; passed < units && position < raw.size(); ++position) {
        passed += sizeAt(position);
    }
    return position;
}

PayloadEdit::PayloadEdit(QWidget *parent)
    : JsonEdit(parent)
{
    document()->documentLayout()->registerHandler(HiddenObject, this);
    connect(document(), &QTextDocument::contentsChange, this,
            [this](int position, int, int added) { noteChange(position, added); });
    connect(this, &QPlainTextEdit::textChanged, this, &PayloadEdit::replaceHidden);
    connect(this, &QPlainTextEdit::textChanged, this, &PayloadEdit::adaptToSize);
    m_insertTimer.setInterval(0);
    connect(&m_insertTimer, &QTimer::timeout, this, &PayloadEdit::insertSome);
}

/** toPlainText() replaces no-break spaces. */
PayloadContent PayloadEdit::content() const
{
    return contentOf(document()->toRawText(), 0);
}

/** `raw` begins at `start` of the document. Without a cursor, which would lay out each block. */
PayloadContent PayloadEdit::contentOf(const QString &raw, int start) const
{
    PayloadContent content{raw, {}};
    qsizetype at = raw.indexOf(QChar::ObjectReplacementCharacter);
    while (at >= 0) {
        const QTextBlock block = document()->findBlock(start + int(at));
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            const QTextCharFormat format = fragment.charFormat();
            if (format.objectType() == HiddenObject) {
                for (int i = 0; i < fragment.length(); ++i) {
                    content.originals.insert(fragment.position() + i - start, originalOf(format));
                }
            }
        }
        at = raw.indexOf(QChar::ObjectReplacementCharacter,
                         block.position() + block.length() - start);
    }
    return content;
}

QSizeF PayloadEdit::intrinsicSize(QTextDocument *, int, const QTextFormat &format)
{
    const QFontMetricsF metrics(font());
    return {metrics.horizontalAdvance(shownFor(format)), metrics.ascent() + 1};
}

void PayloadEdit::drawObject(QPainter *painter, const QRectF &rectangle, QTextDocument *, int,
                             const QTextFormat &format)
{
    painter->setFont(font());
    painter->setPen(palette().color(QPalette::PlaceholderText));
    painter->drawText(rectangle.bottomLeft(), shownFor(format));
}

QMimeData *PayloadEdit::createMimeDataFromSelection() const
{
    const QTextCursor selected = textCursor();
    auto *copied = new QMimeData;
    copied->setText(contentOf(selected.selectedText(), selected.selectionStart()).text());
    return copied;
}

void PayloadEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText() && !isReadOnly()) {
        insert(source->text());
    }
}

void PayloadEdit::setText(const QString &text)
{
    endInsertion();
    selectAll();
    insert(text);
}

/** In place of what is selected. */
void PayloadEdit::insert(const QString &text)
{
    QString lines = text;
    lines.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    if (lines.size() < Large) {
        insertVisibly(cursor, lines);
    }
    cursor.endEditBlock();
    setTextCursor(cursor);
    if (lines.size() < Large) {
        ensureCursorVisible();
        return;
    }
    m_waiting = lines;
    m_inserted = 0;
    m_insertAt = cursor;
    setReadOnly(true);
    adaptToSize();
    m_insertTimer.start();
    insertSome();
}

/** One undo takes all parts back. */
void PayloadEdit::insertSome()
{
    QElapsedTimer time;
    time.start();
    m_insertAt.joinPreviousEditBlock();
    while (m_inserted < m_waiting.size() && time.elapsed() < PartMilliseconds) {
        qsizetype size = std::min(InsertedAtOnce, m_waiting.size() - m_inserted);
        size += m_inserted + size < m_waiting.size()
                && m_waiting[m_inserted + size - 1].isHighSurrogate()
            ? 1
            : 0;
        insertVisibly(m_insertAt, QStringView(m_waiting).sliced(m_inserted, size));
        m_inserted += size;
    }
    m_insertAt.endEditBlock(); // tells of the change
    if (m_inserted == m_waiting.size()) {
        endInsertion();
        setTextCursor(m_insertAt);
        ensureCursorVisible();
    }
}

void PayloadEdit::endInsertion()
{
    if (isInserting()) {
        m_insertTimer.stop();
        m_waiting.clear();
        setReadOnly(false);
    }
}

void PayloadEdit::insertVisibly(QTextCursor &cursor, QStringView text)
{
    qsizetype start = 0; // of what is not inserted yet
    qsizetype inBlock = cursor.positionInBlock();
    const auto insertUpTo = [&](qsizetype end) {
        cursor.insertText(text.sliced(start, end - start).toString(), QTextCharFormat());
        start = end;
    };
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype units = unitsAt(text, i);
        const char32_t character = characterAt(text, i);
        if (isInserting() && inBlock >= LongestBlock && character != U'\n') {
            insertUpTo(i);
            insertObject(cursor, {});
            cursor.insertText(QStringLiteral("\n"), QTextCharFormat());
            inBlock = 0;
        }
        if (!isShownAsItIs(character)) {
            insertUpTo(i);
            insertObject(cursor, text.sliced(i, units).toString());
            start = i + units;
        }
        inBlock = character == U'\n' ? 0 : inBlock + units;
        i += units;
    }
    insertUpTo(text.size());
}

void PayloadEdit::noteChange(int position, int added)
{
    const bool isFirst = m_changedFrom == m_changedEnd;
    m_changedFrom = isFirst ? position : std::min(m_changedFrom, position);
    m_changedEnd = std::max(isFirst ? 0 : m_changedEnd, position + added);
}

/** Replaces hidden characters that were typed or set with setPlainText(). What insertVisibly() has
 * inserted has none. */
void PayloadEdit::replaceHidden()
{
    const int first = std::exchange(m_changedFrom, 0);
    const int end = std::min(std::exchange(m_changedEnd, 0), document()->characterCount() - 1);
    if (end <= first || isInserting()) {
        return;
    }
    QTextCursor cursor(document());
    cursor.setPosition(first);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    const QString raw = cursor.selectedText();
    bool isEditing = false;
    for (qsizetype i = raw.size() - 1; i >= 0; --i) {
        const bool isPair = raw[i].isLowSurrogate() && i > 0 && raw[i - 1].isHighSurrogate();
        i -= isPair ? 1 : 0;
        if (raw[i] == QChar::ParagraphSeparator || isShownAsItIs(characterAt(raw, i))) {
            continue;
        }
        if (!std::exchange(isEditing, true)) {
            cursor.joinPreviousEditBlock(); // a single undo step
        }
        const qsizetype units = unitsAt(raw, i);
        cursor.setPosition(first + int(i));
        cursor.setPosition(first + int(i + units), QTextCursor::KeepAnchor);
        insertObject(cursor, raw.sliced(i, units));
    }
    if (isEditing) {
        cursor.endEditBlock();
        setCurrentCharFormat(QTextCharFormat()); // for what is typed next
    }
}

void PayloadEdit::adaptToSize()
{
    const bool isLargeNow = isLarge() || isInserting();
    if (std::exchange(m_isLarge, isLargeNow) != isLargeNow) {
        setColored(!isLargeNow);
        setWordWrapMode(isLargeNow ? QTextOption::WrapAnywhere
                                   : QTextOption::WrapAtWordBoundaryOrAnywhere);
    }
}

void PayloadEdit::setCursorPosition(int position)
{
    QTextCursor cursor = textCursor();
    cursor.setPosition(position);
    setTextCursor(cursor);
    ensureCursorVisible();
}
