// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/errorlayer.h"
#include "monitor/entry/entrykind.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

/**
 * What the two packed fields of a row mean, which depends on its kind. They are packed so that a
 * row of the journal stays small; no other code reads or writes them but to copy them.
 *
 * | kind | packedState | packedCode |
 * |---|---|---|
 * | Connection, Subscription | state, above it 1 + layer of the code (0: not recorded) | code |
 * | Error | layer | code |
 * | Fetch | FetchState | code |
 * | Trim | TrimLimit | count |
 * | Gap, Loss | - | count |
 * | Publication | - | size of what was not kept |
 */
namespace PackedEntry {

constexpr unsigned LayerShift = 4;
constexpr std::uint8_t StateMask = (1U << LayerShift) - 1;
constexpr std::uint32_t FirstServerCode = 100;

constexpr bool isState(EntryKind kind)
{
    return kind == EntryKind::Connection || kind == EntryKind::Subscription;
}

constexpr bool hasCode(EntryKind kind)
{
    return isState(kind) || kind == EntryKind::Error || kind == EntryKind::Fetch;
}

constexpr bool hasCount(EntryKind kind)
{
    return kind == EntryKind::Gap || kind == EntryKind::Loss || kind == EntryKind::Trim;
}

constexpr std::uint8_t withState(std::uint8_t packed, std::uint8_t state)
{
    return std::uint8_t((packed & ~StateMask) | state);
}

constexpr std::uint8_t withLayer(std::uint8_t state, Centrifuge::ErrorLayer layer)
{
    return std::uint8_t((state & StateMask) | ((unsigned(layer) + 1) << LayerShift));
}

/** Old recordings hold no layer: then the number tells the client's own codes from the server's. */
constexpr Centrifuge::ErrorLayer layerOf(EntryKind kind, std::uint8_t state, std::uint32_t code)
{
    if (kind == EntryKind::Error) {
        return Centrifuge::ErrorLayer(state);
    }
    const unsigned layer = unsigned(state) >> LayerShift;
    if (isState(kind) && layer > 0) {
        return Centrifuge::ErrorLayer(layer - 1);
    }
    return code < FirstServerCode ? Centrifuge::ErrorLayer::Local : Centrifuge::ErrorLayer::Server;
}

constexpr std::uint32_t saturated(std::uint64_t count)
{
    return std::uint32_t(std::min<std::uint64_t>(count, std::numeric_limits<std::uint32_t>::max()));
}

} // namespace PackedEntry

/** The code, or 0 for one of the client's own, which no documentation lists. */
constexpr std::uint32_t publicCode(Centrifuge::ErrorLayer layer, std::uint32_t code)
{
    return layer == Centrifuge::ErrorLayer::Server || code >= PackedEntry::FirstServerCode ? code
                                                                                           : 0;
}

/** What rows have in common on their way and in the journal, apart from texts. Plain C++. */
struct EntryHeader
{
    EntryKind kind = EntryKind::Publication;
    std::uint8_t packedState = 0; ///< see PackedEntry
    std::uint8_t flags = 0;
    std::uint8_t source = 0; ///< on the way to the journal: number of the worker; not kept
    std::uint32_t packedCode = 0; ///< see PackedEntry
    std::chrono::nanoseconds monotonic{0};
    std::chrono::microseconds wall{0}; ///< since the Unix epoch
    std::uint64_t offset = 0; ///< of a publication, 0 = none; after `subscribed` the position

    // Each for rows of one kind.
    SessionState sessionState() const { return SessionState(state()); } ///< Connection
    ChannelState channelState() const { return ChannelState(state()); } ///< Subscription
    FetchState fetchState() const { return FetchState(state()); } ///< Fetch
    TrimLimit trimLimit() const { return TrimLimit(state()); } ///< Trim
    /** Of an error where it happened; of a state what produced its code. */
    Centrifuge::ErrorLayer errorLayer() const
    {
        return PackedEntry::layerOf(kind, packedState, packedCode);
    }
    /** Of a state, an error or a fetch; 0 for none, and for rows of other kinds. */
    std::uint32_t code() const { return PackedEntry::hasCode(kind) ? packedCode : 0; }
    /** The same, but 0 for the client's own codes, which no documentation lists. */
    std::uint32_t publicCode() const { return ::publicCode(errorLayer(), code()); }
    /** How many messages or rows a gap, a loss or a trim is about; 0 where that is not known, and
     * for rows of other kinds. */
    std::uint32_t count() const { return PackedEntry::hasCount(kind) ? packedCode : 0; }

    // For the row's kind, which is set before.
    template <typename State> void setState(State state)
    {
        packedState = PackedEntry::withState(packedState, std::uint8_t(state));
    }
    /** Of a state, an error or a fetch: what produced the code, and the code. */
    void setCode(Centrifuge::ErrorLayer layer, std::uint32_t code)
    {
        packedCode = code;
        if (kind == EntryKind::Error) {
            packedState = std::uint8_t(layer);
        } else if (PackedEntry::isState(kind)
                   && (code != 0 || layer != Centrifuge::ErrorLayer::Local)) {
            packedState = PackedEntry::withLayer(packedState, layer);
        }
    }
    void setCount(std::uint64_t count) { packedCode = PackedEntry::saturated(count); }

    friend bool operator==(const EntryHeader &, const EntryHeader &) = default;

private:
    std::uint8_t state() const
    {
        return PackedEntry::isState(kind) ? packedState & PackedEntry::StateMask : packedState;
    }
};

/** Something that arrived, on its way to the journal. Plain C++; moved between threads. */
struct Arrival : EntryHeader
{
    std::string channel; ///< UTF-8; empty for the connection
    std::string epoch;
    std::string payload; ///< data exactly as received, or the words of a state change or error
    std::string tags; ///< JSON object text, empty for none
    std::string info; ///< JSON object text with user, client, conn_info, chan_info, or an
                      ///< OffsetGap; empty for none
    std::string watcher; ///< whose connection it came by; empty where there is but one, and for
                         ///< what concerns all

    friend bool operator==(const Arrival &, const Arrival &) = default;
};

/** One row as the journal shows it. The views live until the journal is changed in any way: what
 * they point to may move to a file. */
struct Entry : EntryHeader
{
    std::uint64_t number = 0; ///< from 1, never reused until the journal is cleared
    std::string_view channel;
    std::string_view epoch;
    std::string_view payload;
    std::string_view tags;
    std::string_view info;
    std::string_view watcher;

    /** How large the data was, also where it was not kept. */
    std::uint64_t payloadSize() const
    {
        const bool isKept = kind != EntryKind::Publication || (flags & NotKept) == 0;
        return isKept ? payload.size() : packedCode;
    }
    /** Lets the data of a publication go; its size stays known. */
    void dropPayload()
    {
        flags |= NotKept;
        packedCode = PackedEntry::saturated(payload.size());
        payload = {};
    }

    friend bool operator==(const Entry &, const Entry &) = default;
};

/** Without a number; lives as long as the arrival. */
inline Entry entryOf(const Arrival &arrival)
{
    return {arrival,         0,
            arrival.channel, arrival.epoch,
            arrival.payload, arrival.tags,
            arrival.info,    arrival.watcher};
}
