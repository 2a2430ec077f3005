// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/screenshot.h"

#include "gui/controller/windowcontroller.h"
#include "monitor/platform/outputfile.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QLoggingCategory>
#include <QPixmap>
#include <QWidget>

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(category, "gui.screenshot")

constexpr std::uint64_t EnoughMessages = 12;
/** Until everything that follows the last event is painted. */
constexpr auto Settle = 400ms;
/** How long to wait for a reader that does not read from the pipe. */
constexpr auto ReaderLimit = 5s;

/** `path` may be a pipe; then it waits for a slow reader, up to a limit. */
Centrifuge::Outcome writePicture(const QPixmap &picture, const QString &path)
{
    QByteArray png;
    QBuffer buffer(&png);
    picture.save(&buffer, "PNG");
    const QDeadlineTimer deadline(ReaderLimit);
    OutputFile file(path, [&deadline] { return !deadline.hasExpired(); });
    if (const Centrifuge::Outcome opened = file.open(); !opened) {
        return opened;
    }
    file.write(png);
    return file.commit();
}

} // namespace

Screenshot::Screenshot(QWidget &window, WindowController &controller, const Options &options,
                       QObject *parent)
    : QObject(parent)
    , m_window(&window)
    , m_controller(controller)
    , m_options(options)
{
    m_limit.setSingleShot(true);
    m_settle.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &Screenshot::take);
    connect(&m_settle, &QTimer::timeout, this, &Screenshot::take);
    connect(&controller, &WindowController::statusChanged, this, &Screenshot::checkReady);
    connect(&controller, &WindowController::channelsChanged, this, &Screenshot::checkReady);
    connect(&controller, &WindowController::entriesAppended, this, &Screenshot::checkReady);
    connect(&controller, &WindowController::roundTripChanged, this, &Screenshot::checkReady);
    m_limit.start(options.timeout);
}

void Screenshot::checkReady()
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
    if (!m_options.withTraffic) {
        return true;
    }
    const auto trip = m_controller.shownRoundTrip();
    return m_controller.journal().counters().publications >= EnoughMessages && trip
        && trip->state == RoundTrip::State::Proven;
}

void Screenshot::take()
{
    const bool isLive = m_controller.status().state == SessionState::Live;
    const Centrifuge::Outcome written = m_window
        ? writePicture(m_window->grab(), m_options.file)
        : Centrifuge::badArgument(tr("the window was closed before there was a picture"));
    if (!written) {
        qCCritical(category, "%s", qUtf8Printable(written.error().message));
    }
    QCoreApplication::exit(isLive && written ? 0 : 1);
}
