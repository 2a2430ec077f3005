// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTimer>
#include <QWidget>

class ElidedLabel;
class QLabel;
class Theme;
class WindowController;

/** The counters of the log in the status bar. They always add up. */
class CountersBar : public QWidget
{
    Q_OBJECT

public:
    CountersBar(WindowController &controller, const Theme &theme, QWidget *parent = nullptr);

private:
    void schedule();
    void refresh();
    QString sumsText() const;
    void countRate();

    WindowController &m_controller;
    const Theme &m_theme;
    ElidedLabel *m_sums;
    QLabel *m_lost;
    QLabel *m_overload;
    QLabel *m_rates;
    QTimer m_refresh;
    QTimer m_secondTimer;
    quint64 m_countedBefore = 0;
    double m_rate = 0;
};
