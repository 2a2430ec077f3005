// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

class QSystemTrayIcon;
class QWidget;

/**
 * Tells the user of something while the window is not active: a notification where the desktop has
 * a notification area, and a request for attention by the window's entry in the task bar. Main
 * thread.
 */
class DesktopNotifier : public QObject
{
    Q_OBJECT

public:
    /** A click on a notification activates the window of `widget`, which owns this. */
    explicit DesktopNotifier(QWidget *widget);

    /** `text` is shown without markup. */
    void notify(const QString &text);

private:
    void activate();

    QWidget *const m_widget;
    QSystemTrayIcon *m_icon = nullptr; ///< from the first notification on
};
