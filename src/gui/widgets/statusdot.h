// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entrykind.h"

#include <QAbstractButton>

class QPainter;
class Theme;

/** Paints the shape of a state: filled, barred, half, ring, cross or dash, so that states are not
 * told apart by colour alone. */
void paintStateShape(QPainter &painter, const QRectF &area, SessionState state,
                     const QColor &color);

/** The state of the connection: shape, colour and text; a button that opens the details. */
class StatusDot : public QAbstractButton
{
    Q_OBJECT

public:
    explicit StatusDot(QWidget *parent = nullptr);

    /** Must be called before the widget is shown; `theme` outlives this. */
    void setTheme(const Theme *theme);
    /** `text` is shown beside the shape. */
    void setState(SessionState state, const QString &text);
    SessionState state() const { return m_state; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const Theme *m_theme = nullptr;
    SessionState m_state = SessionState::Offline;
    QString m_text;
};
