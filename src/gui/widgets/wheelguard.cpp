// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/wheelguard.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>

namespace {

/** The field that would change; nullptr for other widgets. */
QWidget *guardedField(QObject *object)
{
    if (auto *box = qobject_cast<QComboBox *>(object)) {
        return box;
    }
    return qobject_cast<QAbstractSpinBox *>(object);
}

} // namespace

bool WheelGuard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel && event->type() != QEvent::Polish) {
        return QObject::eventFilter(watched, event);
    }
    QWidget *field = guardedField(watched);
    if (field != nullptr && event->type() == QEvent::Polish
        && field->focusPolicy() == Qt::WheelFocus) {
        field->setFocusPolicy(Qt::StrongFocus);
    } else if (field != nullptr && event->type() == QEvent::Wheel && !field->hasFocus()) {
        event->ignore(); // goes on to what it is in, which may scroll
        return true;
    }
    return QObject::eventFilter(watched, event);
}
