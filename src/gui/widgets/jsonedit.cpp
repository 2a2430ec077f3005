// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/jsonedit.h"

#include "gui/widgets/highlight.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "text/shownbytes.h"
#include "text/visibletext.h"

#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>

#include <chrono>
#include <optional>

namespace {

constexpr qsizetype LongestColoredLine = 20'000;
constexpr qsizetype LongestWordWrappedLine = 4000;
/** Longer lines are split into several blocks, as a block of megabytes takes seconds to lay out. */
constexpr int LongestLine = 16'000;
constexpr auto PartPause = std::chrono::milliseconds(5);

/** Marks a block that continues the line of the previous one. */
class ContinuedLine : public QTextBlockUserData
{
};

qsizetype endOfString(const QString &line, qsizetype start)
{
    qsizetype end = start + 1;
    while (end < line.size() && line[end] != u'"') {
        end += line[end] == u'\\' ? 2 : 1;
    }
    return std::min(end + 1, line.size());
}

qsizetype endOfWord(const QString &line, qsizetype start)
{
    qsizetype end = start;
    while (end < line.size()
           && (line[end].isLetterOrNumber() || QStringView(u"+-.").contains(line[end]))) {
        ++end;
    }
    return std::max(end, start + 1);
}

bool isName(const QString &line, qsizetype behind)
{
    while (behind < line.size() && line[behind].isSpace()) {
        ++behind;
    }
    return behind < line.size() && line[behind] == u':';
}

/** A number, true, false or null. */
bool isValue(QStringView word)
{
    return word.front().isDigit() || word.front() == u'-' || word == u"true" || word == u"false"
        || word == u"null";
}

} // namespace

JsonEdit::JsonEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    QFont fixed = fixedFont();
    fixed.setPointSizeF(fixed.pointSizeF() * 1.05); // larger than in tables
    setFont(fixed);
    setTabStopDistance(fontMetrics().horizontalAdvance(u' ') * 2);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(10);
    m_partTimer.setInterval(PartPause);
    connect(&m_partTimer, &QTimer::timeout, this, &JsonEdit::showNextPart);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &JsonEdit::colorVisibleLines);
    connect(this, &QPlainTextEdit::textChanged, this, &JsonEdit::invalidateColors);
}

void JsonEdit::setTheme(const Theme *theme)
{
    m_theme = theme;
    connect(theme, &Theme::changed, this, &JsonEdit::invalidateColors);
    invalidateColors();
}

void JsonEdit::showBytes(QByteArrayView utf8, Language language)
{
    m_nextPart = {};
    m_partTimer.stop();
    m_language = language;
    m_original = {};
    QString text;
    text.reserve(utf8.size());
    qsizetype start = 0;
    qsizetype longest = 0;
    while (start <= utf8.size()) {
        const qsizetype found = utf8.indexOf('\n', start);
        const qsizetype end = found < 0 ? utf8.size() : found;
        longest = std::max(longest, end - start);
        text += Text::visible(utf8.sliced(start, end - start));
        if (found >= 0) {
            text += u'\n';
        }
        start = end + 1;
    }
    wrapFor(longest);
    setPlainText(text);
}

void JsonEdit::showParts(Language language, std::function<QByteArray()> next)
{
    clear();
    m_language = language;
    m_original = {};
    setWordWrapMode(QTextOption::WrapAnywhere);
    setUndoRedoEnabled(false); // saves a second copy of the text
    m_nextPart = std::move(next);
    m_partTimer.start();
    showNextPart();
}

void JsonEdit::showNextPart()
{
    const QByteArray part = m_nextPart ? m_nextPart() : QByteArray();
    if (part.isEmpty()) {
        m_nextPart = {};
        m_partTimer.stop();
        return;
    }
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::End);
    QString text;
    qsizetype length = cursor.positionInBlock();
    qsizetype start = 0;
    while (start <= part.size()) {
        const qsizetype found = part.indexOf('\n', start);
        const qsizetype end = found < 0 ? part.size() : found;
        const QString line = Text::visible(QByteArrayView(part).sliced(start, end - start));
        if (length + line.size() > LongestLine) {
            cursor.insertText(text);
            text.clear();
            insertLongLine(cursor, line);
            length = cursor.positionInBlock();
        } else {
            text += line;
            length += line.size();
        }
        if (found >= 0) {
            text += u'\n';
            length = 0;
        }
        start = end + 1;
    }
    cursor.insertText(text);
    cursor.endEditBlock();
}

void JsonEdit::insertLongLine(QTextCursor &cursor, const QString &line)
{
    qsizetype start = 0;
    while (start < line.size()) {
        if (cursor.positionInBlock() >= LongestLine - 1) {
            cursor.insertBlock();
            cursor.block().setUserData(new ContinuedLine);
        }
        qsizetype count =
            std::min<qsizetype>(line.size() - start, LongestLine - cursor.positionInBlock());
        if (start + count < line.size() && line[start + count - 1].isHighSurrogate()) {
            --count;
        }
        cursor.insertText(line.mid(start, count));
        start += count;
    }
}

/** The offset in the shown text, not counting breaks within long lines. */
qsizetype JsonEdit::shownOffset(int position) const
{
    qsizetype offset = position;
    const QTextBlock end = document()->findBlock(position);
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        offset -= block.userData() ? 1 : 0;
        if (block == end) {
            break;
        }
    }
    return offset;
}

/** Leaves out the breaks within long lines. */
QMimeData *JsonEdit::createMimeDataFromSelection() const
{
    const QTextCursor selected = textCursor();
    if (!m_original.isNull()) {
        auto *bytes = new QMimeData;
        const auto copied = Text::bytesShownAt(m_original, shownOffset(selected.selectionStart()),
                                               shownOffset(selected.selectionEnd()));
        bytes->setData(QStringLiteral("text/plain"), copied.toByteArray()); // may not be UTF-8
        return bytes;
    }
    QString text;
    QTextBlock block = document()->findBlock(selected.selectionStart());
    for (; block.isValid() && block.position() < selected.selectionEnd(); block = block.next()) {
        const int from = std::max(0, selected.selectionStart() - block.position());
        const int to = std::min(block.length() - 1, selected.selectionEnd() - block.position());
        if (from == 0 && block.position() > selected.selectionStart() && !block.userData()) {
            text += u'\n';
        }
        text += QStringView(block.text()).mid(from, to - from);
    }
    if (block.isValid() && block.position() == selected.selectionEnd()
        && block.position() > selected.selectionStart() && !block.userData()) {
        text += u'\n';
    }
    auto *copied = new QMimeData;
    copied->setText(text);
    return copied;
}

/** Wrapping at words takes seconds for a line of 64 KB: QTextLayout reads to the end of the word
 * for each line that it wraps. */
void JsonEdit::wrapFor(qsizetype longestLine)
{
    const auto mode = longestLine > LongestWordWrappedLine
        ? QTextOption::WrapAnywhere
        : QTextOption::WrapAtWordBoundaryOrAnywhere;
    if (mode != wordWrapMode()) {
        clear();
        setWordWrapMode(mode);
    }
}

void JsonEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    colorVisibleLines();
}

void JsonEdit::showRange(qsizetype position, qsizetype length)
{
    QTextCursor cursor(document());
    cursor.setPosition(int(position));
    cursor.setPosition(int(position + length), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void JsonEdit::setHighlights(const QStringList &texts)
{
    if (m_highlights != texts) {
        m_highlights = texts;
        invalidateColors();
    }
}

void JsonEdit::invalidateColors()
{
    ++m_generation;
    colorVisibleLines();
}

void JsonEdit::setColored(bool colored)
{
    m_isColored = colored;
    invalidateColors();
}

void JsonEdit::colorVisibleLines()
{
    if (!m_theme || !m_isColored) {
        return;
    }
    QTextBlock block = firstVisibleBlock();
    const int lines = viewport()->height() / std::max(1, fontMetrics().height()) + 2;
    for (int i = 0; i < lines && block.isValid(); ++i, block = block.next()) {
        if (block.userState() != m_generation && block.length() < LongestColoredLine) {
            block.layout()->setFormats(colorsOf(block.text()));
            document()->markContentsDirty(block.position(), block.length());
            block.setUserState(m_generation);
        }
    }
}

QList<QTextLayout::FormatRange> JsonEdit::colorsOf(const QString &line) const
{
    QList<QTextLayout::FormatRange> ranges;
    qsizetype position = m_language == Language::PlainText ? line.size() : 0;
    while (position < line.size()) {
        const QChar character = line[position];
        qsizetype end = position + 1;
        std::optional<Tone> tone;
        if (character == u'"') {
            end = endOfString(line, position);
            tone = isName(line, end) ? Tone::Key : Tone::Text;
        } else if (character.isLetterOrNumber() || character == u'-') {
            end = endOfWord(line, position);
            if (isValue(QStringView(line).mid(position, end - position))) {
                tone = Tone::Number;
            }
        }
        if (tone) {
            QTextCharFormat format;
            format.setForeground(m_theme->color(*tone));
            ranges.append({int(position), int(end - position), format});
        }
        position = end;
    }
    addHighlights(ranges, line);
    return ranges;
}

void JsonEdit::addHighlights(QList<QTextLayout::FormatRange> &ranges, const QString &line) const
{
    QTextCharFormat format;
    format.setBackground(highlightColor(m_theme->isDark()));
    for (const TextRange &place : highlightedRanges(line, m_highlights)) {
        ranges.append({int(place.begin), int(place.length), format});
    }
}
