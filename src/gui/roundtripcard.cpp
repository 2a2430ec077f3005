// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/roundtripcard.h"

#include "ui_roundtripcard.h"

#include "gui/labeltext.h"
#include "gui/roundtripwords.h"
#include "gui/theme.h"
#include "gui/windowcontroller.h"

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
}

RoundTripCard::~RoundTripCard() = default;

void RoundTripCard::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_theme = &theme;
    connect(&controller, &WindowController::roundTripChanged, this, &RoundTripCard::reflect);
    connect(&controller, &WindowController::connectionChanged, this, &RoundTripCard::reflect);
    connect(&theme, &Theme::changed, this, &RoundTripCard::reflect);
    reflect();
}

void RoundTripCard::reflect()
{
    if (const auto trip = m_controller->shownRoundTrip()) {
        show(*trip);
        return;
    }
    const QString why = m_controller->whyNoPublish();
    m_ui->stateLabel->setVisible(false);
    m_ui->timesLabel->setForegroundRole(QPalette::PlaceholderText);
    m_ui->timesLabel->setFullText(
        why.isEmpty() ? tr("A publish is proven when its push comes back by subscription.") : why);
    m_ui->placeLabel->hide();
}

void RoundTripCard::show(const RoundTrip &trip)
{
    colorLabel(m_ui->stateLabel, m_theme->color(roundTripTone(trip)));
    m_ui->stateLabel->setVisible(true);
    showPlain(m_ui->stateLabel, roundTripWord(trip));
    m_ui->timesLabel->setForegroundRole(QPalette::WindowText);
    m_ui->timesLabel->setFullText(roundTripTimes(trip));
    const QList<ChannelStatus> channels = m_controller->channels();
    const bool isWatched =
        std::any_of(channels.cbegin(), channels.cend(), [&trip](const ChannelStatus &status) {
            return status.channel == trip.channel && status.state == ChannelState::Subscribed;
        });
    m_ui->placeLabel->setFullText(roundTripPlace(trip, isWatched));
    m_ui->placeLabel->show();
}
