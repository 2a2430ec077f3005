// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>

/** How much the program takes at once; in MB of 1024 × 1024 bytes. */
struct MessageLimits
{
    static constexpr int LargestFrame = 1024;
    static constexpr int LargestPublication = 512; // a recording's limit for an entry

    /** What may come at once, from 1 to LargestFrame; more ends the connection. Centrifugo puts up
     * to 16 messages into a frame, and up to 300 into the answer that recovers a channel. */
    int frame = 64;
    /** The data of one publication, from 1 to LargestPublication; of a larger one
     * only the size is kept. */
    int publication = 32;

    friend bool operator==(const MessageLimits &, const MessageLimits &) = default;
};

/** Limits given on the command line, which take precedence over those of a profile. */
struct GivenLimits
{
    std::optional<int> frame;
    std::optional<int> publication;

    MessageLimits over(const MessageLimits &limits) const
    {
        return {frame.value_or(limits.frame), publication.value_or(limits.publication)};
    }
};
