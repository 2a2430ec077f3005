// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/roundtripcard.h"

#include "ui_roundtripcard.h"

#include "gui/controller/windowcontroller.h"
#include "gui/publish/roundtriptext.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "text/visibletext.h"

#include <algorithm>

RoundTripCard::RoundTripCard(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RoundTripCard>())
{
    m_ui->setupUi(this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_ui->stateLabel->setFont(bold);
    styleQuiet(m_ui->placeLabel);
    m_ui->tripButton->hide();
    connect(m_ui->tripButton, &QPushButton::clicked, this, &RoundTripCard::watchOrRepeat);
}

RoundTripCard::~RoundTripCard() = default;

void RoundTripCard::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_theme = &theme;
    connect(&controller, &WindowController::roundTripChanged, this, &RoundTripCard::refresh);
    connect(&controller, &WindowController::connectionChanged, this, &RoundTripCard::refresh);
    connect(&controller, &WindowController::channelsChanged, this, &RoundTripCard::refresh);
    connect(&theme, &Theme::changed, this, &RoundTripCard::refresh);
    refresh();
}

void RoundTripCard::refresh()
{
    const QString &whyNotSent = m_controller->publishing().whyNotSent();
    const auto trip = m_controller->shownRoundTrip();
    if (!whyNotSent.isEmpty()) {
        showNotSent(whyNotSent);
    } else if (trip) {
        show(*trip);
    } else {
        showNone();
    }
    showExplanation();
}

/** The explanation has room for the outcome, which then is not repeated above it. */
void RoundTripCard::showExplanation()
{
    const PublishController &publishing = m_controller->publishing();
    const auto trip = m_controller->shownRoundTrip();
    QStringList lines =
        publishing.whyNotSent().isEmpty() ? publishing.explanation() : QStringList();
    if (!lines.isEmpty() && trip->state != RoundTrip::State::Rejected) {
        lines.prepend(m_ui->placeLabel->text());
        m_ui->placeLabel->hide();
    }
    m_ui->explanationView->setLines(lines);
    m_ui->explanationView->setVisible(!lines.isEmpty());
}

void RoundTripCard::showNone()
{
    const QString why = m_controller->whyNoPublish();
    m_ui->stateLabel->hide();
    m_ui->timesLabel->setForegroundRole(QPalette::PlaceholderText);
    m_ui->timesLabel->setFullText(
        why.isEmpty() ? tr("A publish is proven when its push comes back by subscription.") : why);
    m_ui->placeLabel->hide();
    m_ui->tripButton->hide();
}

void RoundTripCard::showNotSent(const QString &reason)
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
}

void RoundTripCard::show(const RoundTrip &trip)
{
    const bool isListed =
        std::ranges::any_of(m_controller->group().sessions(), [&trip](const WatchSession *watcher) {
            return watcher->channel(trip.channel).has_value();
        });
    const bool isWatched =
        std::ranges::any_of(m_controller->group().sessions(), [&trip](const WatchSession *watcher) {
            const auto status = watcher->channel(trip.channel);
            return status && status->state == ChannelState::Subscribed;
        });
    const RoundTripContext place{isWatched, m_controller->publishing().canRepeat()};
    colorLabel(m_ui->stateLabel, m_theme->color(roundTripTone(trip, place.isWatched)));
    m_ui->stateLabel->show();
    showPlain(m_ui->stateLabel, roundTripStateText(trip, place.isWatched));
    m_ui->timesLabel->setForegroundRole(QPalette::WindowText);
    m_ui->timesLabel->setFullText(roundTripTimesText(trip));
    m_ui->placeLabel->setFullText(roundTripDetailText(trip, place));
    m_ui->placeLabel->show();

    const bool isOpen =
        trip.state == RoundTrip::State::Waiting || trip.state == RoundTrip::State::NotSeen;
    m_unwatched = isOpen && !isListed ? trip.channel : QString();
    m_ui->tripButton->setVisible(place.canRepeat || !m_unwatched.isEmpty());
    m_ui->tripButton->setText(place.canRepeat ? tr("Try again") : tr("Watch"));
    setPlainToolTip(m_ui->tripButton,
                    place.canRepeat ? repeatText()
                                    : tr("Watch %1, so that the next publish can be proven")
                                          .arg(Text::visible(trip.channel)));
}

void RoundTripCard::watchOrRepeat()
{
    if (m_controller->publishing().canRepeat()) {
        m_controller->publishing().repeat();
    } else if (!m_unwatched.isEmpty()) {
        m_controller->addChannel(m_unwatched);
    }
}
