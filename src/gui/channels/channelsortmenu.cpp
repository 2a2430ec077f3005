// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/channelsortmenu.h"

#include <QActionGroup>

ChannelSortMenu::ChannelSortMenu(ShownChannels &channels, QWidget *parent)
    : QMenu(parent)
    , m_channels(channels)
    , m_orders(new QActionGroup(this))
{
    using Order = ShownChannels::Order;
    addOrder(Order::Added, tr("As &added"), "sortAddedAction");
    addOrder(Order::Name, tr("By &name"), "sortNameAction");
    addOrder(Order::Rate, tr("By &rate"), "sortRateAction");
    addOrder(Order::LastMessage, tr("By &last message"), "sortLastAction");
    addSeparator();
    m_grouped = addAction(tr("&Group by namespace"));
    m_grouped->setObjectName(QStringLiteral("groupAction"));
    m_grouped->setCheckable(true);
    connect(m_grouped, &QAction::toggled, &m_channels, &ShownChannels::setGrouped);
    connect(&m_channels, &ShownChannels::arrangementChanged, this, &ChannelSortMenu::refresh);
    refresh();
}

void ChannelSortMenu::addOrder(ShownChannels::Order order, const QString &text, const char *name)
{
    QAction *action = addAction(text, &m_channels, [this, order] { m_channels.setOrder(order); });
    action->setObjectName(QLatin1String(name));
    action->setCheckable(true);
    action->setData(int(order));
    m_orders->addAction(action);
}

void ChannelSortMenu::refresh()
{
    for (QAction *action : m_orders->actions()) {
        action->setChecked(action->data().toInt() == int(m_channels.order()));
    }
    m_grouped->setChecked(m_channels.isGrouped());
}
