// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/connectiontimeline.h"

#include <QFrame>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <memory>

class QTreeWidgetItem;
class Theme;
class WatchSession;
class WindowController;

namespace Ui {
class ConnectionPanel;
}

/**
 * Shows the attempts to connect, step by step, and when the next one begins. An overlay below the
 * status dot, never modal. Main thread.
 */
class ConnectionPanel : public QFrame
{
    Q_OBJECT

public:
    /** An overlay of `window`, hidden at first. `controller` and `theme` outlive this. */
    ConnectionPanel(WindowController &controller, const Theme &theme, QWidget *window);
    ~ConnectionPanel() override;

    /** Opens below `anchor`, which gets the focus back when it closes; or closes. Of the first
     * watcher, or of the one that is given. */
    void toggle(QWidget *anchor, WatchSession *watcher = nullptr);
    QString text() const; ///< for the clipboard

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    WatchSession &watcher() const;
    void connectNow();
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
    QWidget *m_anchor = nullptr; ///< part of the same window, so it outlives this
    QPointer<WatchSession> m_watcher; ///< whose connection it is; the first where null
    QSet<int> m_collapsed; ///< numbers of the attempts that the user collapsed
    QTimer m_countdown;
    bool m_isRebuilding = false;
    bool m_isChosen = false; ///< the user chose the current item; else it is the newest failure
};
