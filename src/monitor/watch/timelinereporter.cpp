// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/timelinereporter.h"

#include "centrifuge/clock.h"
#include "monitor/watch/watcheroutput.h"

#include <QUrl>

TimelineReporter::TimelineReporter(const Centrifuge::Clock &clock, WatcherOutput &output,
                                   QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_output(output)
{
    connect(&m_output, &WatcherOutput::flushed, this, &TimelineReporter::report);
}

void TimelineReporter::start(const ConnectionTimeline &earlier)
{
    m_timeline = earlier;
    m_timeline.beginClient(m_clock.monotonic(), m_clock.wall());
    touch();
}

void TimelineReporter::addStep(const Centrifuge::ConnectionStep &step, const QUrl &url)
{
    constexpr auto Harmless = QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment;
    m_timeline.addStep(step, url.toString(Harmless), m_clock.wall());
    touch();
}

void TimelineReporter::fail(const Centrifuge::Error &error)
{
    m_timeline.fail(error, m_clock.monotonic(), m_clock.wall());
    touch();
}

void TimelineReporter::end(const Centrifuge::StateChange &change)
{
    m_timeline.end(change, m_clock.monotonic(), m_clock.wall());
    touch();
}

void TimelineReporter::accept()
{
    m_isReported = false;
    if (m_isNew) {
        m_output.flushSoon();
    }
}

void TimelineReporter::finish(const Centrifuge::StateChange &change)
{
    m_timeline.end(change, m_clock.monotonic(), m_clock.wall());
    m_isNew = true;
    m_isReported = false;
}

void TimelineReporter::touch()
{
    m_isNew = true;
    m_output.flushSoon();
}

void TimelineReporter::report()
{
    if (m_isNew && !m_isReported) {
        m_isNew = false;
        m_isReported = true;
        Q_EMIT timelineChanged(m_timeline);
    }
}
