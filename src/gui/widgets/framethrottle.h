// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QTimer>

/**
 * Announces changes at once, but at most 30 times a second: painting costs, not changes, and twice
 * as often would show nothing more. Main thread.
 */
class FrameThrottle : public QObject
{
    Q_OBJECT

public:
    explicit FrameThrottle(QObject *parent = nullptr);

    /** Something changed: `due` follows, within this call or at the end of the frame. */
    void request();
    /** Does not wait for the end of the frame. Nothing happens when nothing was requested. */
    void flush();
    /** Forgets what was requested. */
    void cancel() { m_isRequested = false; }

Q_SIGNALS:
    void due();

private:
    QTimer m_frame; ///< runs between two announcements
    bool m_isRequested = false;
};
