// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

class ServerNamespaces;

/** What the server's configuration says of a channel, while somebody types its name. */
struct ChannelHint
{
    QString text; ///< one line; empty where nothing is known
    bool isProblem = false; ///< the server will refuse it

    friend bool operator==(const ChannelHint &, const ChannelHint &) = default;
};

ChannelHint channelHint(const ServerNamespaces &namespaces, const QString &channel);
