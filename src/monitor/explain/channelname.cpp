// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/channelname.h"

ChannelName readChannelName(const QString &channel)
{
    ChannelName name;
    name.isPrivate = channel.startsWith(u'$');
    const QString rest = name.isPrivate ? channel.mid(1) : channel;
    const qsizetype colon = rest.indexOf(u':');
    if (colon > 0) {
        name.nameSpace = rest.left(colon);
    }
    const qsizetype hash = rest.lastIndexOf(u'#');
    if (hash >= 0) {
        name.users = rest.mid(hash + 1).split(u',');
    }
    return name;
}
