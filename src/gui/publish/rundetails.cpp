// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/rundetails.h"

#include "ui_rundetails.h"

#include "gui/controller/windowcontroller.h"
#include "gui/publish/roundtriptext.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/publish/run.h"
#include "text/visibletext.h"

#include <algorithm>

RunDetails::RunDetails(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RunDetails>())
{
    m_ui->setupUi(this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_ui->stateLabel->setFont(bold);
    styleQuiet(m_ui->placeLabel);
    m_ui->tripButton->hide();
    m_ui->runNoteLabel->hide();
    connect(m_ui->tripButton, &QPushButton::clicked, this, &RunDetails::watchOrRepeat);
}

RunDetails::~RunDetails() = default;

void RunDetails::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_theme = &theme;
}

void RunDetails::showNone()
{
    const QString why = m_controller->whyNoPublish();
    m_ui->stateLabel->hide();
    m_ui->timesLabel->setForegroundRole(QPalette::PlaceholderText);
    m_ui->timesLabel->setFullText(
        why.isEmpty() ? tr("A publish is proven when its push comes back by subscription.") : why);
    m_ui->placeLabel->hide();
    m_ui->tripButton->hide();
    m_ui->explanationView->hide();
}

void RunDetails::showNotSent(const QString &reason)
{
    RoundTrip trip;
    trip.state = RoundTrip::State::NotSent;
    colorLabel(m_ui->stateLabel, m_theme->color(roundTripTone(trip, true)));
    showPlain(m_ui->stateLabel, roundTripStateText(trip, true));
    m_ui->stateLabel->show();
    m_ui->timesLabel->setForegroundRole(QPalette::WindowText);
    m_ui->timesLabel->setFullText(reason);
    m_ui->placeLabel->hide();
    m_ui->tripButton->hide();
    m_ui->explanationView->hide();
}

/** The state stands in its row. */
void RunDetails::show(const Run &run, bool isWatched)
{
    const RoundTripContext place{isWatched, m_controller->publishing().canRepeat(run)};
    m_ui->stateLabel->hide();
    m_ui->timesLabel->setForegroundRole(QPalette::WindowText);
    m_ui->timesLabel->setFullText(roundTripTimesText(run.trip));
    m_ui->placeLabel->setFullText(roundTripDetailText(run.trip, place));
    m_ui->placeLabel->show();
    showButton(run, place.canRepeat);
    showExplanation(run);
}

void RunDetails::showNote(const QString &note)
{
    m_ui->runNoteLabel->setFullText(note);
    m_ui->runNoteLabel->setVisible(!note.isEmpty());
}

void RunDetails::showButton(const Run &run, bool canRepeat)
{
    const bool isListed =
        std::ranges::any_of(m_controller->group().sessions(), [&run](const WatchSession *watcher) {
            return watcher->channel(run.trip.channel).has_value();
        });
    const bool isOpen =
        run.trip.state == RoundTrip::State::Waiting || run.trip.state == RoundTrip::State::NotSeen;
    m_unwatched = isOpen && !isListed ? run.trip.channel : QString();
    m_ui->tripButton->setVisible(canRepeat || !m_unwatched.isEmpty());
    m_ui->tripButton->setText(canRepeat ? tr("Try again") : tr("Watch"));
    setPlainToolTip(m_ui->tripButton,
                    canRepeat ? repeatText()
                              : tr("Watch %1, so that the next publish can be proven")
                                    .arg(Text::visible(run.trip.channel)));
}

/** The explanation has room for the outcome, which then is not repeated above it. */
void RunDetails::showExplanation(const Run &run)
{
    QStringList lines = run.explanation;
    if (!lines.isEmpty() && run.trip.state != RoundTrip::State::Rejected) {
        lines.prepend(m_ui->placeLabel->text());
        m_ui->placeLabel->hide();
    }
    m_ui->explanationView->setLines(lines);
    m_ui->explanationView->setVisible(!lines.isEmpty());
}

void RunDetails::watchOrRepeat()
{
    if (!m_unwatched.isEmpty()) {
        m_controller->addChannel(m_unwatched);
    } else {
        m_controller->publishing().repeat();
    }
}
