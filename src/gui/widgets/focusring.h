// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

/**
 * Shows the keyboard focus of a view without a frame; not after a click. A child of the view, on
 * top of it.
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
