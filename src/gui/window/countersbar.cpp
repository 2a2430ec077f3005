// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/countersbar.h"

#include "gui/controller/windowcontroller.h"
#include "gui/widgets/elidedlabel.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"
#include "monitor/platform/updateintervals.h"

#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace {

QLabel *addLabel(QWidget *parent, const QString &name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    styleQuiet(label);
    parent->layout()->addWidget(label);
    return label;
}

} // namespace

CountersBar::CountersBar(WindowController &controller, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_theme(theme)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 2, 10, 2);
    row->setSpacing(14);
    m_sums = new ElidedLabel(this); // gives way to what stands beside it
    m_sums->setObjectName(QStringLiteral("countersLabel"));
    styleQuiet(m_sums);
    row->addWidget(m_sums);
    m_lost = addLabel(this, QStringLiteral("lostLabel"));
    m_overload = addLabel(this, QStringLiteral("overloadLabel"));
    row->addStretch();
    m_rates = addLabel(this, QStringLiteral("rateLabel"));
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(UpdateInterval::Numbers);
    m_secondTimer.setInterval(1s);
    m_secondTimer.start();
    connect(&m_refresh, &QTimer::timeout, this, &CountersBar::refresh);
    connect(&m_secondTimer, &QTimer::timeout, this, &CountersBar::countRate);
    connect(&controller, &WindowController::entriesAppended, this, &CountersBar::schedule);
    connect(&controller, &WindowController::pausedChanged, this, &CountersBar::refresh);
    connect(&controller, &WindowController::cleared, this, [this] {
        m_countedBefore = m_controller.journal().counters().publications; // maybe some came back
        refresh();
    });
    connect(&controller.log().model().matches(), &MatchList::progressed, this,
            &CountersBar::schedule);
    connect(&controller.notices().overload(), &OverloadMeter::changed, this, &CountersBar::refresh);
    connect(&theme, &Theme::changed, this, &CountersBar::refresh);
    refresh();
}

void CountersBar::schedule()
{
    if (!m_refresh.isActive()) {
        m_refresh.start();
    }
}

QString CountersBar::sumsText() const
{
    const JournalModel &model = *m_controller.journalModel();
    const RowCounts counts = model.counts();
    QString sums = tr("received %1 = shown %2")
                       .arg(groupedNumber(counts.received), groupedNumber(counts.shown));
    if (model.matches().isActive()) {
        sums += tr(" + filtered %1").arg(groupedNumber(counts.filtered));
    }
    if (counts.unsearched > 0) {
        sums += tr(" + unsearched %1").arg(groupedNumber(counts.unsearched));
    }
    sums += tr(" + waiting %1 + let go %2")
                .arg(groupedNumber(counts.waiting),
                     groupedNumber(counts.trimmed + counts.beyondRowLimit));
    return sums;
}

void CountersBar::refresh()
{
    m_sums->setFullText(sumsText());
    const quint64 lost = m_controller.lostCount();
    colorLabel(m_lost, m_theme.color(lost > 0 ? Tone::Bad : Tone::Quiet));
    showPlain(m_lost, tr("lost %1").arg(groupedNumber(lost)));
    const QString overload = overloadText(m_controller.notices().overload());
    colorLabel(
        m_overload,
        m_theme.color(m_controller.notices().overload().dropped() > 0 ? Tone::Bad : Tone::Busy));
    showPlain(m_overload, overload.isEmpty() ? QString() : tr("queue full: %1").arg(overload));
    m_overload->setVisible(!overload.isEmpty());
    const QString rates = tr("%1/s · %2 in memory")
                              .arg(groupedNumber(quint64(std::llround(m_rate))),
                                   sizeText(m_controller.journal().memoryBytes()));
    const quint64 onDisk = m_controller.journal().diskBytes();
    showPlain(m_rates, onDisk == 0 ? rates : tr("%1 · %2 on disk").arg(rates, sizeText(onDisk)));
}

void CountersBar::countRate()
{
    const quint64 received = m_controller.journal().counters().publications;
    m_rate = double(received - std::min(received, m_countedBefore));
    m_countedBefore = received;
    refresh();
}
