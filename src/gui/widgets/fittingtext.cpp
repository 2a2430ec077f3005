// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/fittingtext.h"

#include "text/visibletext.h"

#include <QResizeEvent>

#include <algorithm>

namespace {

constexpr int Spare = 2; // the exact height would make the view scroll

} // namespace

FittingText::FittingText(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    document()->setDocumentMargin(0);
}

void FittingText::setLines(const QStringList &lines)
{
    QStringList visible;
    visible.reserve(lines.size());
    for (const QString &line : lines) {
        visible.append(Text::visible(line));
    }
    const QString text = visible.join(u'\n');
    if (text != toPlainText()) { // keeps a selection
        setPlainText(text);
        updateGeometry();
        hideCutLine();
    }
}

/** Hides the last visible line if it is cut. */
void FittingText::hideCutLine()
{
    const int height = contentsRect().height();
    const int spacing = fontMetrics().lineSpacing();
    const int lines = std::max(1, (height - Spare) / spacing);
    const bool scrolls = document()->size().height() > lines;
    setViewportMargins(0, 0, 0, scrolls ? std::max(0, height - lines * spacing) : 0);
}

QSize FittingText::sizeHint() const
{
    return sizeOf(std::clamp(int(document()->size().height()), 1,
                             MaxLines)); // in lines, for a plain text document
}

QSize FittingText::minimumSizeHint() const
{
    return sizeOf(std::clamp(int(document()->size().height()), 1, 2));
}

void FittingText::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    hideCutLine();
    if (event->size().width() != event->oldSize().width()) {
        updateGeometry();
    }
}

QSize FittingText::sizeOf(int lines) const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().lineSpacing() * lines + Spare};
}
