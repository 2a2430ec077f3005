// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/presenter/presenterlane.h"

#include "gui/presenter/presentertext.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "monitor/publish/recentpushes.h"
#include "text/views.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace {

QLabel *plainLabel(const char *name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    return label;
}

QFont sized(QFont font, double pixels, QFont::Weight weight = QFont::Normal)
{
    font.setPixelSize(std::max(8, int(pixels)));
    font.setWeight(weight);
    return font;
}

} // namespace

PresenterCard::PresenterCard(const Entry &entry, const QColor &channelColor, QWidget *parent)
    : QFrame(parent)
    , m_message(plainLabel("presenterMessage", this))
    , m_channel(plainLabel("presenterChannel", this))
    , m_proof(plainLabel("presenterProof", this))
    , m_channelName(QString::fromUtf8(entry.channel))
    , m_offset(entry.offset)
    , m_epoch(QString::fromUtf8(entry.epoch))
    , m_tag(QString::fromStdString(roundTripTag(entry.tags)))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_message->setWordWrap(true);
    showWrapped(m_message,
                presentedMessage({entry.payload.data(), qsizetype(entry.payload.size())}));
    // A line may end behind a comma, too, or two lanes would be wider than a small screen.
    m_message->setText(m_message->text().replace(u',', QStringLiteral(",\u200b")));
    showPlain(m_channel, presentable(m_channelName));
    colorLabel(m_channel, channelColor);
    m_proof->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_message);
    auto *line = new QHBoxLayout();
    line->addWidget(m_channel, 1);
    line->addWidget(m_proof);
    column->addLayout(line);
    setAccessibleName(tr("%1 in %2").arg(m_message->text(), m_channel->text()));
}

bool PresenterCard::isOf(const RoundTrip &trip) const
{
    if (trip.channel != m_channelName || !trip.pushTime) {
        return false;
    }
    const bool isAtPosition = trip.position.offset != 0 && trip.position.offset == m_offset
        && trip.position.epoch == m_epoch;
    return isAtPosition || (!trip.tag.isEmpty() && trip.tag == m_tag);
}

void PresenterCard::prove(const Run &run, const QString &watcher, const Theme &theme)
{
    if (!isOf(run.trip)) {
        return;
    }
    const auto receipt = std::ranges::find(run.trip.watchers, watcher, &WatcherReceipt::watcher);
    if (receipt == run.trip.watchers.end() || !receipt->hasSeen() || !receipt->pushTime) {
        return;
    }
    const bool isSure = receipt->state == WatcherReceipt::State::Seen;
    const QString time = duration(double(receipt->pushTime->count()) / 1e6);
    showPlain(m_proof, time + (isSure ? QStringLiteral(" \u2713") : QStringLiteral(" \u2248")));
    colorLabel(m_proof, theme.color(isSure ? Tone::Good : Tone::Busy));
    setAccessibleName(
        tr("%1 in %2, %3 after %4")
            .arg(m_message->text(), m_channel->text(), isSure ? tr("proven") : tr("likely"), time));
}

void PresenterCard::setTextSize(int pixels)
{
    m_message->setFont(sized(font(), pixels));
    m_channel->setFont(sized(font(), pixels * 0.6));
    m_proof->setFont(sized(font(), pixels * 0.7, QFont::DemiBold));
    layout()->setContentsMargins(pixels * 2 / 3, pixels / 2, pixels * 2 / 3, pixels / 2);
    layout()->setSpacing(pixels / 4);
}

PresenterLane::PresenterLane(const QString &watcher, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_watcher(watcher)
    , m_theme(theme)
    , m_title(plainLabel("presenterWatcher", this))
    , m_state(plainLabel("presenterState", this))
    , m_head(new QHBoxLayout())
    , m_column(new QVBoxLayout(this))
{
    showPlain(m_title, presentable(watcher));
    setAccessibleName(tr("Messages of %1").arg(m_title->text()));
    m_head->addWidget(m_title);
    m_head->addWidget(m_state);
    m_head->addStretch(1);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->addLayout(m_head);
    m_column->addStretch(1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
}

void PresenterLane::setState(SessionState state, const QString &text)
{
    showPlain(m_state, text);
    colorLabel(m_state, m_theme.color(toneOf(state)));
}

void PresenterLane::add(const Entry &entry, const QColor &channelColor)
{
    auto *card = new PresenterCard(entry, channelColor, this);
    card->setTextSize(m_textSize);
    m_cards.push_front(card);
    m_column->insertWidget(1, card);
    while (m_cards.size() > MaxCards) {
        delete m_cards.back();
        m_cards.pop_back();
    }
    fit();
}

void PresenterLane::clear()
{
    for (PresenterCard *card : m_cards) {
        delete card;
    }
    m_cards.clear();
}

void PresenterLane::prove(const Run &run)
{
    for (PresenterCard *card : m_cards) {
        card->prove(run, m_watcher, m_theme);
    }
}

void PresenterLane::setTextSize(int pixels)
{
    m_textSize = pixels;
    m_title->setFont(sized(font(), pixels * 1.2, QFont::DemiBold));
    m_state->setFont(sized(font(), pixels * 0.8));
    m_head->setSpacing(pixels / 2);
    m_column->setSpacing(pixels / 2);
    for (PresenterCard *card : m_cards) {
        card->setTextSize(pixels);
    }
    fit();
}

void PresenterLane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

/** A card is shown as a whole or not at all; the newest always. */
void PresenterLane::fit()
{
    int left = height() - m_head->sizeHint().height();
    bool hasRoom = true;
    for (PresenterCard *card : m_cards) {
        left -= m_column->spacing()
            + (card->hasHeightForWidth() ? card->heightForWidth(width())
                                         : card->sizeHint().height());
        hasRoom = card == m_cards.front() || (hasRoom && left >= 0);
        card->setVisible(hasRoom);
    }
}
