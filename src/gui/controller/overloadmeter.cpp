// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/overloadmeter.h"

#include "gui/widgets/labeltext.h"

using namespace std::chrono_literals;

OverloadMeter::OverloadMeter(QObject *parent)
    : QObject(parent)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(2s);
    connect(&m_quiet, &QTimer::timeout, this, &OverloadMeter::reset);
}

void OverloadMeter::add(std::chrono::milliseconds heldBack, quint64 dropped)
{
    m_heldBack += heldBack;
    m_dropped += dropped;
    m_quiet.start();
    Q_EMIT changed();
}

void OverloadMeter::reset()
{
    m_quiet.stop();
    m_heldBack = 0ms;
    m_dropped = 0;
    Q_EMIT changed();
}

QString overloadText(const OverloadMeter &meter)
{
    if (!meter.isActive()) {
        return {};
    }
    const QString held = duration(double(meter.heldBack().count()));
    if (meter.dropped() == 0) {
        return OverloadMeter::tr("socket held back %1").arg(held);
    }
    return OverloadMeter::tr("socket held back %1, %2 lost")
        .arg(held, groupedNumber(meter.dropped()));
}

Notice overloadNotice(const OverloadMeter &meter)
{
    Notice notice;
    notice.topic = Notice::Topic::Overload;
    notice.isSerious = meter.dropped() > 0;
    notice.explanation.title = notice.isSerious
        ? OverloadMeter::tr("Messages come too fast: some were lost")
        : OverloadMeter::tr("Messages come faster than they can be kept");
    notice.explanation.cause = OverloadMeter::tr("The queue is full: %1.").arg(overloadText(meter));
    notice.explanation.fix =
        OverloadMeter::tr("Nothing to do if it passes; else watch fewer channels at once.");
    return notice;
}
