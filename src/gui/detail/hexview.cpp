// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/hexview.h"

#include "gui/detail/hexmodel.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/labeltext.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>
#include <iterator>

namespace {

constexpr int MaxCopiedLines = 65'536; ///< a megabyte of payload
constexpr int LineLengths[] = {16, 8, 4}; ///< bytes
constexpr int Space = 1; ///< characters behind each column

int lineCharacters(int offsetDigits, int bytes)
{
    return offsetDigits + HexModel::hexCharacters(bytes) + bytes + 3 * Space;
}

} // namespace

HexView::HexView(QWidget *parent)
    : QTableView(parent)
    , m_model(new HexModel(this))
{
    setModel(m_model);
    setFont(fixedFont());
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ContiguousSelection);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2);
    horizontalHeader()->hide();
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    new FocusRing(this);
    fitBytes();
}

void HexView::showBytes(const QByteArray &bytes)
{
    m_model->setBytes(bytes);
    fitBytes(); // the offsets may have more digits
}

const QByteArray &HexView::bytes() const
{
    return m_model->bytes();
}

void HexView::showOffset(qsizetype offset)
{
    const QModelIndex line = m_model->index(int(offset / m_model->bytesPerLine()), 0);
    setCurrentIndex(line);
    scrollTo(line);
}

void HexView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2);
        fitBytes();
    }
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitBytes();
}

/** Chooses the bytes per line for the width, and keeps the top line in place. */
void HexView::fitBytes()
{
    const int character = fontMetrics().horizontalAdvance(u'0');
    // The result must not depend on whether the scroll bar is visible.
    const int room = maximumViewportSize().width() - verticalScrollBar()->sizeHint().width();
    const int digits = m_model->offsetDigits();
    const auto *fitting = std::ranges::find_if(
        LineLengths, [&](int bytes) { return lineCharacters(digits, bytes) * character <= room; });
    const int bytes = fitting == std::end(LineLengths) ? *std::prev(fitting) : *fitting;
    const qsizetype top = qsizetype(std::max(0, rowAt(0))) * m_model->bytesPerLine();
    if (bytes != m_model->bytesPerLine()) {
        m_model->setBytesPerLine(bytes);
        doItemsLayout(); // updates the range of the scroll bar
        scrollTo(m_model->index(int(top / bytes), 0), PositionAtTop);
    }
    horizontalHeader()->resizeSection(HexModel::Offset, character * (digits + Space));
    horizontalHeader()->resizeSection(HexModel::Bytes,
                                      character * (HexModel::hexCharacters(bytes) + Space));
    horizontalHeader()->resizeSection(HexModel::Characters, character * (bytes + Space));
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyLines();
        return;
    }
    QTableView::keyPressEvent(event);
}

void HexView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Copy"), this, &HexView::copyLines);
    menu->popup(event->globalPos());
}

void HexView::copyLines()
{
    const QItemSelection selection = selectionModel()->selection();
    if (selection.isEmpty()) {
        return;
    }
    QString text;
    const int first = selection.first().top();
    const int last = std::min(selection.last().bottom(), first + MaxCopiedLines - 1);
    for (int row = first; row <= last; ++row) {
        text += m_model->lineText(row) + u'\n';
    }
    if (const int left = selection.last().bottom() - last; left > 0) {
        text += tr("Not copied: %1 more lines. At most %2 are copied at once.")
                    .arg(QString::number(left), QString::number(MaxCopiedLines))
            + u'\n';
    }
    QApplication::clipboard()->setText(text);
}
