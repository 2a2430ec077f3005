// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/connectiontimeline.h"

#include <QFrame>
#include <QSet>
#include <QTimer>

#include <memory>

class QTreeWidgetItem;
class Theme;
class WindowController;

namespace Ui {
class ConnectionPanel;
}

/**
 * What the dot knows: the attempts to connect, step by step, and when the next one comes. Lies over
 * the window below the dot, never modal: work goes on beside it. Main thread.
 */
class ConnectionPanel : public QFrame
{
    Q_OBJECT

public:
    /** Hidden at first; `window` is what it lies over. Both others outlive this. */
    ConnectionPanel(WindowController &controller, const Theme &theme, QWidget *window);
    ~ConnectionPanel() override;

    /** Opens below `anchor`, which gets the focus back; or closes. */
    void toggle(QWidget *anchor);
    QString text() const; ///< as it is copied

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void dismiss();
    void place();
    void refresh();
    void updateAttempt();
    void showAttempt(const TimelineAttempt &attempt, bool isNewest);
    void addSteps(QTreeWidgetItem *item, const QList<TimelineStep> &steps);
    void paintItem(QTreeWidgetItem *item);
    void showText();

    std::unique_ptr<Ui::ConnectionPanel> m_ui;
    WindowController &m_controller;
    const Theme &m_theme;
    QWidget *m_anchor = nullptr; ///< outlives this: a part of the same window
    QSet<int> m_collapsed; ///< numbers of attempts, by hand
    QTimer m_countdown;
    bool m_isRebuilding = false;
    bool m_isChosen = false; ///< the user looks at one; else the newest trouble is current
};
