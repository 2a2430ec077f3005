// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/windowpanes.h"

#include "gui/controller/windowstate.h"
#include "gui/window/sidepane.h"

#include <QAction>
#include <QEvent>
#include <QJsonObject>
#include <QScreen>
#include <QSplitter>

#include <algorithm>

namespace {

constexpr QSize FirstSize(1280, 800);
constexpr QSize SmallestSize(900, 600);
/** In a lower window the chart of rates is hidden at first. */
constexpr int HeightForRates = 900;

const auto ChannelsWidthMember = QStringLiteral("channelsWidth");
const auto PublishHeightMember = QStringLiteral("publishHeight");
const auto ChannelPaneMember = QStringLiteral("channels");
const auto PublishPaneMember = QStringLiteral("publish");
const auto SidePaneMember = QStringLiteral("side");
const auto RatesMember = QStringLiteral("rates");

QString textOf(const QByteArray &state)
{
    return QString::fromLatin1(state.toBase64());
}

QByteArray stateOf(const QJsonValue &text)
{
    return QByteArray::fromBase64(text.toString().toLatin1());
}

} // namespace

WindowPanes::WindowPanes(const Parts &parts, WindowState &state, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_state(state)
{
    arrange();
    bind(parts.channels);
    bind(parts.publish);
    m_side = new SidePane({parts.window, parts.across, parts.down, parts.side, parts.sideAction,
                           parts.sideWindowAction},
                          this);
    setSizes();
    connect(m_side, &SidePane::changed, &state, &WindowState::touch);
    connect(parts.rates.action, &QAction::triggered, this, [this](bool shown) {
        m_wantsRates = shown;
        updateRates();
        m_state.touch();
    });
    connect(parts.across, &QSplitter::splitterMoved, &state, &WindowState::touch);
    connect(parts.down, &QSplitter::splitterMoved, &state, &WindowState::touch);
    parts.window->installEventFilter(this);
    updateRates();
    keep();
}

void WindowPanes::arrange()
{
    QWidget *window = m_parts.window;
    window->setMinimumSize(SmallestSize);
    window->resize(FirstSize.boundedTo(window->screen()->availableSize()));
    m_parts.across->setStretchFactor(1, 1);
    m_parts.down->setStretchFactor(0, 1);
    m_channelsWidth =
        std::max(window->width() * 3 / 20, window->fontMetrics().averageCharWidth() * 26);
    m_publishHeight = window->height() * 3 / 10;
}

/** The side pane is in one of the splitters, or in none. */
void WindowPanes::setSizes()
{
    const int width =
        m_parts.window->width() - (m_parts.across->count() - 1) * m_parts.across->handleWidth();
    QList<int> across{m_channelsWidth, width - m_channelsWidth};
    QList<int> down{m_parts.window->height() - m_publishHeight, m_publishHeight};
    if (m_parts.across->isAncestorOf(m_parts.side) && m_parts.across->count() > across.size()) {
        across[1] -= m_side->width();
        across.append(m_side->width());
    } else if (m_parts.down->count() > down.size()) {
        down[0] -= m_side->height();
        down.insert(1, m_side->height());
    }
    m_parts.across->setSizes(across);
    m_parts.down->setSizes(down);
}

void WindowPanes::bind(const Pane &pane)
{
    pane.action->setChecked(true);
    connect(pane.action, &QAction::toggled, this, [this, pane](bool shown) {
        pane.widget->setVisible(shown);
        m_state.touch();
    });
}

void WindowPanes::keep()
{
    using PartKind = WindowState::Part::Kind;
    m_state.keep({QStringLiteral("window"), PartKind::Layout,
                  [this] { return textOf(m_parts.window->saveGeometry()); },
                  [this](const QJsonValue &value) {
                      if (!m_parts.window->isVisible()) { // it never moves before the user's eyes
                          m_parts.window->restoreGeometry(stateOf(value));
                      }
                  }});
    m_state.keep({QStringLiteral("panes"), PartKind::Layout, [this] { return save(); },
                  [this](const QJsonValue &value) { restore(value.toObject()); }});
}

/** Until the user chooses, the chart is shown where there is room. */
void WindowPanes::updateRates()
{
    const bool isShown = m_wantsRates.value_or(m_parts.window->height() >= HeightForRates);
    m_parts.rates.action->setChecked(isShown);
    m_parts.rates.widget->setVisible(isShown);
}

QJsonObject WindowPanes::save() const
{
    const QWidget *channels = m_parts.channels.widget;
    const QWidget *publish = m_parts.publish.widget;
    QJsonObject layout{
        {ChannelsWidthMember, channels->isVisible() ? channels->width() : m_channelsWidth},
        {PublishHeightMember, publish->isVisible() ? publish->height() : m_publishHeight},
        {ChannelPaneMember, m_parts.channels.action->isChecked()},
        {PublishPaneMember, m_parts.publish.action->isChecked()},
        {SidePaneMember, m_side->save()}};
    if (m_wantsRates) {
        layout.insert(RatesMember, *m_wantsRates);
    }
    return layout;
}

void WindowPanes::restore(const QJsonObject &layout)
{
    m_side->restore(layout.value(SidePaneMember).toObject());
    m_channelsWidth = keptLength(layout, ChannelsWidthMember, m_channelsWidth);
    m_publishHeight = keptLength(layout, PublishHeightMember, m_publishHeight);
    setSizes();
    m_parts.channels.action->setChecked(layout.value(ChannelPaneMember).toBool(true));
    m_parts.publish.action->setChecked(layout.value(PublishPaneMember).toBool(true));
    const QJsonValue rates = layout.value(RatesMember);
    m_wantsRates = rates.isBool() ? std::optional(rates.toBool()) : std::nullopt;
    updateRates();
}

bool WindowPanes::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
        m_side->fit();
        updateRates();
        m_state.touch();
        break;
    case QEvent::Move:
    case QEvent::WindowStateChange:
        m_state.touch();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}
