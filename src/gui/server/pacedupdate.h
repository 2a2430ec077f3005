// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QTimer>

class QWidget;

/**
 * When a page is filled anew: at once, but only while it is shown, at most four times a second, and
 * so that it takes at most a fifth of the time of the main thread, however many rows there are. A
 * page that is shown again has to request().
 */
class PacedUpdate : public QObject
{
    Q_OBJECT

public:
    /** Owned by `page`. */
    explicit PacedUpdate(QWidget *page);

    void request();

Q_SIGNALS:
    void due();

private:
    QWidget *const m_page;
    QTimer m_pause; ///< after an update
    bool m_isRequested = false;
};
