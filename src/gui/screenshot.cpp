// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/screenshot.h"

#include "gui/windowcontroller.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QWidget>

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(category, "gui.screenshot")

constexpr std::uint64_t EnoughMessages = 12;
/** Time for everything that follows an event to be painted. */
constexpr auto Settle = 400ms;

} // namespace

Screenshot::Screenshot(QWidget &window, WindowController &controller, const Wish &wish,
                       QObject *parent)
    : QObject(parent)
    , m_window(&window)
    , m_controller(controller)
    , m_wish(wish)
{
    m_limit.setSingleShot(true);
    m_settle.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &Screenshot::take);
    connect(&m_settle, &QTimer::timeout, this, &Screenshot::take);
    connect(&controller, &WindowController::statusChanged, this, &Screenshot::look);
    connect(&controller, &WindowController::channelsChanged, this, &Screenshot::look);
    connect(&controller, &WindowController::entriesAppended, this, &Screenshot::look);
    connect(&controller, &WindowController::roundTripChanged, this, &Screenshot::look);
    m_limit.start(wish.timeout);
}

void Screenshot::look()
{
    if (isReady() && !m_settle.isActive()) {
        m_settle.start(Settle);
    }
}

bool Screenshot::isReady() const
{
    if (m_controller.status().state != SessionState::Live) {
        return false;
    }
    if (!m_wish.withTraffic) {
        return true;
    }
    const auto trip = m_controller.shownRoundTrip();
    return m_controller.journal().counters().publications >= EnoughMessages && trip
        && trip->state == RoundTrip::State::Proven;
}

void Screenshot::take()
{
    const bool isLive = m_controller.status().state == SessionState::Live;
    const bool isWritten = m_window && m_window->grab().save(m_wish.file, "PNG");
    if (!isWritten) {
        qCCritical(category, "can't write the picture to %s", qUtf8Printable(m_wish.file));
    }
    QCoreApplication::exit(isLive && isWritten ? 0 : 1);
}
