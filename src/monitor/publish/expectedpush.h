// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/recentpushes.h"

#include <QtGlobal>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

/** The push that a round trip waits for. Used by RoundTripTracker only. */
struct ExpectedPush
{
    quint64 id = 0;
    std::string channel;
    std::string tag;
    std::size_t payloadSize = 0;
    std::uint64_t payloadHash = 0;
    std::uint64_t looseHash = 0;
    bool answered = false;
    std::optional<std::chrono::nanoseconds> deadline; ///< of the push, from the answer on
    std::string position; ///< positionKey() of what the API answered, empty for none

    bool isAt(const PushFingerprint &push) const;
    bool hasTag(const PushFingerprint &push) const;
    /** Has the same payload, and no other tag. */
    bool hasPayload(const PushFingerprint &push) const;
    /** There is neither a position nor a tag to match by. */
    bool needsPayload() const { return answered && position.empty() && tag.empty(); }
};

/** One string for a position in a channel's stream. */
std::string positionKey(const std::string &channel, const std::string &epoch, std::uint64_t offset);
