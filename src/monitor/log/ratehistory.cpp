// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/ratehistory.h"

#include <algorithm>
#include <numeric>

namespace {

/** Times of a file may be anything; within this the sums below can't overflow. */
constexpr std::chrono::seconds Latest(std::int64_t(1) << 42);

std::chrono::seconds secondOf(std::chrono::microseconds wall)
{
    return std::clamp(std::chrono::floor<std::chrono::seconds>(wall), -Latest, Latest);
}

} // namespace

void RateHistory::add(const Message &message)
{
    const RateAmount amount{1, message.bytes};
    Step &step = stepAt(message.wall);
    step.total += amount;
    m_total += amount;
    if (step.firstNumber == 0) {
        step.firstNumber = message.number;
    }
    auto known = m_ids.find(message.channel);
    if (known == m_ids.end()) {
        if (m_channels.size() == MaxChannels) {
            return;
        }
        known = m_ids.emplace(message.channel, std::uint32_t(m_channels.size())).first;
        m_channels.push_back({std::string(message.channel), {}});
    }
    m_channels[known->second].total += amount;
    addShare(step, known->second, amount);
}

void RateHistory::addShare(Step &step, std::uint32_t channel, const RateAmount &amount) const
{
    const auto place = std::lower_bound(
        step.shares.begin(), step.shares.end(), channel,
        [](const Share &share, std::uint32_t wanted) { return share.channel < wanted; });
    if (place != step.shares.end() && place->channel == channel) {
        place->amount += amount;
    } else {
        step.shares.insert(place, {channel, amount});
    }
}

void RateHistory::extendTo(std::chrono::microseconds wall)
{
    if (!m_steps.empty()) {
        stepAt(wall);
    }
}

void RateHistory::clear()
{
    *this = {};
}

/** A clock that was set back adds to the newest step: the order of the entries is the truth. */
RateHistory::Step &RateHistory::stepAt(std::chrono::microseconds wall)
{
    const std::chrono::seconds second = secondOf(wall);
    if (m_steps.empty()) {
        m_start = second;
        m_steps.emplace_back();
    }
    const auto index = [&] {
        return std::size_t(std::max<std::int64_t>(0, (second - m_start) / m_width));
    };
    while (index() >= MaxSteps) {
        halve();
    }
    if (index() >= m_steps.size()) {
        m_steps.resize(index() + 1);
    }
    return m_steps.back();
}

void RateHistory::halve()
{
    for (std::size_t i = 0; i < m_steps.size(); i += 2) {
        Step merged = std::move(m_steps[i]);
        if (i + 1 < m_steps.size()) {
            const Step &second = m_steps[i + 1];
            merged.total += second.total;
            merged.firstNumber = merged.firstNumber != 0 ? merged.firstNumber : second.firstNumber;
            for (const Share &share : second.shares) {
                addShare(merged, share.channel, share.amount);
            }
        }
        m_steps[i / 2] = std::move(merged);
    }
    m_steps.resize((m_steps.size() + 1) / 2);
    m_width *= 2;
}

std::chrono::microseconds RateHistory::timeOf(std::size_t step) const
{
    return m_start + m_width * std::int64_t(step);
}

std::uint64_t RateHistory::numberOf(std::size_t step) const
{
    std::size_t at = std::min(step + 1, m_steps.size());
    while (at > 0 && m_steps[at - 1].firstNumber == 0) {
        --at;
    }
    return at == 0 ? 0 : m_steps[at - 1].firstNumber;
}

RateAmount RateHistory::ofChannel(std::size_t step, std::size_t channel) const
{
    for (const Share &share : m_steps[step].shares) {
        if (share.channel == channel) {
            return share.amount;
        }
    }
    return {};
}

std::vector<std::size_t> RateHistory::busiest(std::size_t count) const
{
    std::vector<std::size_t> order(m_channels.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        return m_channels[a].total.messages > m_channels[b].total.messages;
    });
    order.resize(std::min(count, order.size()));
    return order;
}
