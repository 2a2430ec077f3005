// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

struct Entry;

/** What a round trip needs of a publication to match it, without its payload. */
struct PushFingerprint
{
    std::string channel;
    std::string epoch;
    std::string watcher; ///< to whom it came
    std::string tag; ///< value of `rm-id`, empty for none
    std::uint64_t offset = 0;
    std::size_t payloadSize = 0;
    bool isKept = true; ///< false: only the size of the payload is known
    std::uint64_t payloadHash = 0; ///< of the exact bytes
    std::uint64_t looseHash = 0; ///< of the bytes with raw CR and LF as spaces, as JSON frames do
    std::chrono::nanoseconds at{0};

    bool hasPosition() const { return offset != 0 && !epoch.empty(); }
};

PushFingerprint fingerprintOf(const Entry &entry);

std::uint64_t exactHash(std::string_view payload);
std::uint64_t looseHash(std::string_view payload);

/** Value of `rm-id` in the JSON object text `tags`, empty for none. */
std::string roundTripTag(std::string_view tags);

/**
 * Publications of the last 10 s, at most 10,000, that no round trip has claimed: the answer of the
 * API may come after the push. Main thread.
 */
class RecentPushes
{
public:
    static constexpr std::chrono::seconds Keep{10};
    static constexpr std::size_t Limit = 10'000;

    void add(PushFingerprint push);
    /** Moves the oldest push that `fits` to `taken`; false when there is none. */
    bool take(const std::function<bool(const PushFingerprint &)> &fits, PushFingerprint &taken);
    void forgetBefore(std::chrono::nanoseconds time);
    std::size_t size() const { return m_pushes.size(); }

private:
    std::deque<PushFingerprint> m_pushes;
};
