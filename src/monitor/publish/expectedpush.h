// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/recentpushes.h"

#include <QtGlobal>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

/** Beside each round trip without a decisive push, what only its tracker needs. */
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
    std::string position; ///< key of the position the API told, empty for none

    bool isAt(const PushFingerprint &push) const;
    bool hasTag(const PushFingerprint &push) const;
    /** Has the same payload; a foreign tag rules it out. */
    bool hasPayload(const PushFingerprint &push) const;
    /** Neither position nor tag can decide. */
    bool needsPayload() const { return answered && position.empty() && tag.empty(); }
};

/** One string for a place in a channel's stream. */
std::string positionKey(const std::string &channel, const std::string &epoch, std::uint64_t offset);
