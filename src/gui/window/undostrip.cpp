// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/undostrip.h"

#include "ui_undostrip.h"

#include "gui/controller/undolist.h"
#include "gui/widgets/actiontext.h"
#include "gui/widgets/glyph.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"

#include <QAction>
#include <QPainter>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

/** Long enough to read it and to reach the button. */
constexpr auto Offered = 12s;
constexpr int Distance = 14; ///< from the edges

} // namespace

UndoStrip::UndoStrip(UndoList &list, const Theme &theme, QAction &undo, QWidget *parent)
    : QFrame(parent)
    , m_ui(std::make_unique<Ui::UndoStrip>())
    , m_list(list)
    , m_undo(undo)
    , m_theme(theme)
{
    m_ui->setupUi(this);
    m_ui->undoCloseButton->setIcon(glyphIcon(Glyph::Remove));
    m_end.setSingleShot(true);
    m_end.setInterval(Offered);
    connect(&m_end, &QTimer::timeout, this, &QWidget::hide);
    connect(&list, &UndoList::added, this, &UndoStrip::offer);
    connect(&list, &UndoList::changed, this, &UndoStrip::updateAction);
    connect(&undo, &QAction::triggered, &list, &UndoList::undo);
    connect(m_ui->undoButton, &QPushButton::clicked, &undo, &QAction::trigger);
    connect(m_ui->undoCloseButton, &QToolButton::clicked, this, &QWidget::hide);
    parent->installEventFilter(this);
    updateAction();
}

UndoStrip::~UndoStrip() = default;

void UndoStrip::updateAction()
{
    hide();
    const QString next = m_list.next();
    enableUnless(m_undo, next.isEmpty() ? tr("There is nothing to undo.") : QString());
    m_undo.setToolTip(plainToolTip(next));
}

void UndoStrip::offer(const QString &text)
{
    const QString keys = keysOf(m_undo);
    m_ui->undoButton->setText(keys.isEmpty() ? tr("Undo") : tr("Undo (%1)").arg(keys));
    m_ui->doneLabel->setFullText(text);
    setAccessibleName(text);
    place();
    show();
    raise();
    m_end.start();
}

void UndoStrip::place()
{
    const QWidget *area = parentWidget();
    const QSize size = sizeHint().boundedTo({area->width() - 2 * Distance, area->height()});
    setGeometry(QRect(QPoint(Distance, area->height() - size.height() - Distance), size));
}

bool UndoStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

/** Whoever points at it is about to press. */
void UndoStrip::enterEvent(QEnterEvent *)
{
    m_end.stop();
}

void UndoStrip::leaveEvent(QEvent *)
{
    m_end.start();
}

void UndoStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(Tone::Quiet));
    painter.setBrush(m_theme.color(Tone::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}
