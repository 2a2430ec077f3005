// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

class LogState;
class Theme;

/** A ruler beside the scroll bar with the places of search matches and marks in the whole log. */
class MatchRuler : public QWidget
{
    Q_OBJECT

public:
    explicit MatchRuler(QWidget *parent = nullptr);

    void attach(LogState &log, const Theme &theme);
    QSize sizeHint() const override;

Q_SIGNALS:
    void rowRequested(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void refresh();
    bool hasMatchBetween(int firstRow, int lastRow) const;

    LogState *m_log = nullptr;
    const Theme *m_theme = nullptr;
};
