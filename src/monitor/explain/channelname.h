// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>
#include <QStringList>

/** How Centrifugo reads a channel's name with its default separators: $namespace:rest#user,user */
struct ChannelName
{
    QString nameSpace; ///< before the first `:`, empty for none
    bool isPrivate = false; ///< begins with `$`, needs a subscription token
    QStringList users; ///< after the last `#`, the only ones who may subscribe
};

ChannelName readChannelName(const QString &channel);
