// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/channels/shownchannels.h"

#include <QMenu>

class QActionGroup;

/** The orders of the channels, and their groups. */
class ChannelSortMenu : public QMenu
{
    Q_OBJECT

public:
    /** `channels` outlives this. */
    ChannelSortMenu(ShownChannels &channels, QWidget *parent);

private:
    void addOrder(ShownChannels::Order order, const QString &text, const char *name);
    void refresh();

    ShownChannels &m_channels;
    QActionGroup *m_orders;
    QAction *m_grouped;
};
