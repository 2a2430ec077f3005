// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/framethrottle.h"

#include "monitor/platform/updateintervals.h"

#include <utility>

FrameThrottle::FrameThrottle(QObject *parent)
    : QObject(parent)
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(UpdateInterval::Frame);
    connect(&m_frame, &QTimer::timeout, this, &FrameThrottle::flush);
}

void FrameThrottle::request()
{
    m_isRequested = true;
    if (!m_frame.isActive()) {
        flush();
    }
}

void FrameThrottle::flush()
{
    if (std::exchange(m_isRequested, false)) {
        m_frame.start();
        Q_EMIT due();
    }
}
