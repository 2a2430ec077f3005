// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

/**
 * Keeps the mouse wheel from changing fields that somebody only scrolls past: a combo box or a
 * number takes the wheel only while it has the focus, and never gets the focus by it. An event
 * filter of the application.
 */
class WheelGuard : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};
