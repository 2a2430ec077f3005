// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QTimer>

/**
 * Emits due() at once, but at most 30 times a second, so that many changes are painted together.
 * Main thread.
 */
class FrameThrottle : public QObject
{
    Q_OBJECT

public:
    explicit FrameThrottle(QObject *parent = nullptr);

    /** Emits due(), within this call or at the end of the current frame. */
    void request();
    /** Emits due() now if it was requested. */
    void flush();
    /** Withdraws the request. */
    void cancel() { m_isRequested = false; }

Q_SIGNALS:
    void due();

private:
    QTimer m_frame; ///< active for the rest of the frame
    bool m_isRequested = false;
};
