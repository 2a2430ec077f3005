// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/hexview.h"

#include "gui/detail/hexmodel.h"
#include "gui/focusring.h"
#include "gui/labeltext.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>

namespace {

constexpr int MostCopiedLines = 65'536; ///< a megabyte of payload

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
    const QFontMetrics metrics(fixedFont());
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(metrics.height() + 2);
    horizontalHeader()->hide();
    const int width = metrics.horizontalAdvance(u'0');
    horizontalHeader()->resizeSection(HexModel::Offset, width * 10);
    horizontalHeader()->resizeSection(HexModel::Bytes, width * 50);
    horizontalHeader()->resizeSection(HexModel::Characters, width * 18);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    new FocusRing(this);
}

void HexView::showBytes(const QByteArray &bytes)
{
    m_model->setBytes(bytes);
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
    const int last = std::min(selection.last().bottom(), selection.first().top() + MostCopiedLines);
    for (int row = selection.first().top(); row <= last; ++row) {
        text += m_model->lineText(row) + u'\n';
    }
    QApplication::clipboard()->setText(text);
}
