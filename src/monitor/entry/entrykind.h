// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

/** What a row of the journal is about. */
enum class EntryKind : std::uint8_t {
    Publication,
    Join,
    Leave,
    Connection, ///< a new state of the connection
    Subscription, ///< a new state of one channel
    Error, ///< a failed attempt
    Gap, ///< messages of the channel are missing before this row, as their offsets prove; payload
         ///< says why, info where
    Undecodable, ///< one message that can't be read; payload holds its bytes
    Loss, ///< we dropped messages ourselves
    Fetch, ///< how the fetching of a gap ended, or could begin
    Trim, ///< the journal let its oldest entries go
    PossibleGap, ///< messages may be missing before this row: nothing proves it, nor the contrary
    NoGap ///< the channel was interrupted, and nothing is missing
};

/** The highest number of a kind; those of old recordings never change. */
constexpr EntryKind LastEntryKind = EntryKind::NoGap;

/** The words of the dot, the command line and the API; the numbers stand in recordings. */
enum class SessionState : std::uint8_t {
    Disabled,
    Offline,
    Connecting,
    Live, ///< connected, and every channel that was asked for is subscribed
    Refused,
    Partial ///< connected, and not every channel is subscribed, perhaps none
};

enum class FetchState : std::uint8_t {
    Partial, ///< something is still missing
    Complete, ///< nothing is missing any more
    Available ///< what was published since the channel was last watched; nobody fetched it yet
};

/** At which limit the journal lets entries go. */
enum class TrimLimit : std::uint8_t { Entries, Memory, Disk };

enum class ChannelState : std::uint8_t { Unsubscribed, Subscribing, Subscribed };

enum EntryFlag : std::uint8_t {
    Recovered = 1, ///< the publication came by recovery
    EpochChanged = 2,
    Temporary = 4, ///< the error goes away by itself, perhaps
    Backlog = 16, ///< recovered on opening the channel: what there was before
    ServerSide = 32, ///< of a subscription that the server made by itself, and what it brings
    FromIntermediary = 64, ///< of an error: the HTTP answer was a proxy's, not Centrifugo's
    Fetched = 8, ///< the publication was read from the history when asked for; nobody pushed it
    NotKept = 128 ///< the publication's data was larger than the limit; its size is known
};
