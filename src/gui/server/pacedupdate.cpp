// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/server/pacedupdate.h"

#include <QElapsedTimer>
#include <QWidget>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds ShortestPause = 250ms;
constexpr int PauseForWork = 4;

} // namespace

PacedUpdate::PacedUpdate(QWidget *page)
    : QObject(page)
    , m_page(page)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_isRequested, false)) {
            request();
        }
    });
}

void PacedUpdate::request()
{
    if (!m_page->isVisible()) {
        return;
    }
    if (m_pause.isActive()) {
        m_isRequested = true;
        return;
    }
    QElapsedTimer work;
    work.start();
    Q_EMIT due();
    m_pause.start(
        std::max(ShortestPause, PauseForWork * std::chrono::milliseconds(work.elapsed())));
}
