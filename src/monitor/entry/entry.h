// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/** What a row of the journal is about. */
enum class EntryKind : std::uint8_t {
    Publication,
    Join,
    Leave,
    Connection, ///< state of the connection; `state` holds a SessionState
    Subscription, ///< state of one channel; `state` holds a ChannelState
    Error, ///< a failed attempt; `state` holds the Centrifuge::ErrorLayer
    Gap, ///< messages of the channel are missing before this row, as their offsets prove; payload
         ///< says why, info where, `code` how many (0: not known)
    Undecodable, ///< one message that can't be read; payload holds its bytes
    Loss, ///< we dropped messages ourselves; `code` holds how many
    Fetch, ///< how the fetching of a gap ended, or could begin; `state` holds a FetchState
    Trim, ///< the journal let its oldest entries go; `code` says how many, `state` holds a
          ///< TrimLimit
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
    Whole, ///< nothing is missing any more
    Offered ///< what was published since the channel was last watched; nobody fetched it yet
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
    NotKept = 128 ///< the publication's data was larger than the limit; `code` holds its size
};

/** Something that arrived, on its way to the journal. Plain C++; moved between threads. */
struct Arrival
{
    EntryKind kind = EntryKind::Publication;
    std::uint8_t state = 0;
    std::uint8_t flags = 0;
    std::chrono::nanoseconds monotonic{0};
    std::chrono::microseconds wall{0}; ///< since the Unix epoch
    std::string channel; ///< UTF-8; empty for the connection
    std::string epoch;
    std::uint64_t offset = 0; ///< of a publication, 0 = none; after `subscribed` the position
    std::uint32_t code = 0; ///< of a state change or an error, or what a kind or flag says
    std::string payload; ///< data exactly as received, or the words of a state change or error
    std::string tags; ///< JSON object text, empty for none
    std::string info; ///< JSON object text with user, client, conn_info, chan_info; empty for none

    friend bool operator==(const Arrival &, const Arrival &) = default;
};

/** One row as the journal shows it. The views live until the journal is changed in any way: what
 * they point to may move to a file. */
struct Entry
{
    std::uint64_t number = 0; ///< from 1, never reused until the journal is cleared
    EntryKind kind = EntryKind::Publication;
    std::uint8_t state = 0;
    std::uint8_t flags = 0;
    std::chrono::nanoseconds monotonic{0};
    std::chrono::microseconds wall{0};
    std::string_view channel;
    std::string_view epoch;
    std::uint64_t offset = 0;
    std::uint32_t code = 0;
    std::string_view payload;
    std::string_view tags;
    std::string_view info;

    friend bool operator==(const Entry &, const Entry &) = default;
};

/** How large the data was, also where it was not kept. */
inline std::uint64_t payloadSize(const Entry &entry)
{
    const bool isKept = entry.kind != EntryKind::Publication || (entry.flags & NotKept) == 0;
    return isKept ? entry.payload.size() : entry.code;
}

/** Without a number; lives as long as the arrival. */
inline Entry entryOf(const Arrival &arrival)
{
    return {0,
            arrival.kind,
            arrival.state,
            arrival.flags,
            arrival.monotonic,
            arrival.wall,
            arrival.channel,
            arrival.epoch,
            arrival.offset,
            arrival.code,
            arrival.payload,
            arrival.tags,
            arrival.info};
}
