// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

/**
 * Shows the focus of a view without a frame of its own. Only for keyboard focus: after a click the
 * place is obvious. Lies above the view and belongs to it.
 */
class FocusRing : public QWidget
{
    Q_OBJECT

public:
    explicit FocusRing(QWidget *view);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_view;
};
