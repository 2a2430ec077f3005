// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/** So many messages and their bytes. */
struct RateAmount
{
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;

    RateAmount &operator+=(const RateAmount &other)
    {
        messages += other.messages;
        bytes += other.bytes;
        return *this;
    }
    friend bool operator==(const RateAmount &, const RateAmount &) = default;
};

/**
 * How many messages came when, in all and for each channel, over any time in bounded memory: steps
 * of a second, and where there would be too many, two become one. Plain C++.
 */
class RateHistory
{
public:
    static constexpr std::size_t MaxSteps = 720;
    static constexpr std::size_t MaxChannels = 256; ///< the first ones; others are only in the sum

    struct Message
    {
        std::chrono::microseconds wall{0};
        std::uint64_t number = 0; ///< of its entry; they only grow
        std::string_view channel;
        std::size_t bytes = 0;
    };

    void add(const Message &message);
    /** Nothing came until `wall`, so far as is known. */
    void extendTo(std::chrono::microseconds wall);
    void clear();

    std::size_t size() const { return m_steps.size(); }
    std::chrono::seconds width() const { return m_width; }
    std::chrono::microseconds timeOf(std::size_t step) const; ///< when it begins
    /** The first entry that came in it, or the last one before; 0 for none. */
    std::uint64_t numberOf(std::size_t step) const;
    RateAmount total(std::size_t step) const { return m_steps[step].total; }
    RateAmount ofChannel(std::size_t step, std::size_t channel) const;
    RateAmount total() const { return m_total; }

    std::size_t channelCount() const { return m_channels.size(); }
    const std::string &channelName(std::size_t channel) const { return m_channels[channel].name; }
    RateAmount channelTotal(std::size_t channel) const { return m_channels[channel].total; }
    /** The busiest channels by messages, at most so many, busiest first. */
    std::vector<std::size_t> busiest(std::size_t count) const;

private:
    struct Share
    {
        std::uint32_t channel = 0;
        RateAmount amount;
    };
    struct Step
    {
        RateAmount total;
        std::uint64_t firstNumber = 0; ///< 0: nothing came
        std::vector<Share> shares; ///< by channel
    };
    struct Channel
    {
        std::string name;
        RateAmount total;
    };
    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
    };

    Step &stepAt(std::chrono::microseconds wall);
    void halve();
    void addShare(Step &step, std::uint32_t channel, const RateAmount &amount) const;

    std::vector<Step> m_steps;
    std::vector<Channel> m_channels;
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> m_ids;
    std::chrono::seconds m_start{0};
    std::chrono::seconds m_width{1};
    RateAmount m_total;
};
