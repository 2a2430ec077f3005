// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <optional>

/** How a channel is subscribed to. The defaults ask for everything that does not change what
 * arrives. */
struct ChannelOptions
{
    QString tagsFilter; ///< as readTagsFilter() reads it; empty for none
    bool delta = false; ///< asks for patches; what is shown is the whole data all the same
    bool positioned = false; ///< asks the server to watch over the position
    bool recoverable = true; ///< asks for recovery
    bool joinLeave = true; ///< asks for joins and leaves

    friend bool operator==(const ChannelOptions &, const ChannelOptions &) = default;
};

/** Why the options can't be used, a sentence; empty if they can. */
QString findOptionsFault(const ChannelOptions &options);

/** A channel with its options, as one line of a list. */
struct ChannelLine
{
    QString channel;
    ChannelOptions options;

    friend bool operator==(const ChannelLine &, const ChannelLine &) = default;
};

/** The channel and, if there are any, its options as on the command line:
 * `news --delta --no-recovery`. */
QString channelLineText(const ChannelLine &line);
/** The same backwards; nothing for an option that does not exist. */
std::optional<ChannelLine> readChannelLine(const QString &text);
