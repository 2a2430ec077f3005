// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/journal.h"
#include "support/entrybuilders.h"

#include <QRandomGenerator>

#include <random>

/** Arrivals of every kind and size, among them some that need a chunk or a segment of their own. */
class Generator
{
public:
    explicit Generator(quint64 seed)
        : m_random(seed)
    {
    }

    std::uint64_t below(std::uint64_t bound) { return m_random() % bound; }

    std::string bytes(std::size_t size)
    {
        std::string result(size, '\0');
        for (char &byte : result) {
            byte = static_cast<char>(m_random());
        }
        return result;
    }

    Arrival arrival()
    {
        Arrival result;
        result.kind = static_cast<EntryKind>(below(std::uint64_t(LastEntryKind) + 1));
        result.packedState = static_cast<std::uint8_t>(below(256));
        result.flags = static_cast<std::uint8_t>(below(256));
        result.monotonic = std::chrono::nanoseconds(m_random() >> 1);
        result.wall = std::chrono::microseconds(m_random() >> 1);
        result.channel = below(4) == 0 ? std::string() : "channel" + std::to_string(below(20));
        result.epoch = below(2) == 0 ? std::string() : "epoch" + std::to_string(below(3));
        result.offset = below(2) == 0 ? 0 : m_random();
        result.packedCode = below(2) == 0 ? 0 : static_cast<std::uint32_t>(m_random());
        result.payload = bytes(below(20) == 0 ? below(20'000) : below(60));
        result.tags = bytes(below(3) == 0 ? below(40) : 0);
        result.info = bytes(below(3) == 0 ? below(40) : 0);
        result.watcher = below(2) == 0 ? std::string() : "user" + std::to_string(below(3));
        return result;
    }

private:
    std::mt19937_64 m_random;
};

/** The newest row, which says what was let go. */
inline Arrival markOf(const Journal &journal)
{
    const Entry entry = journal.at(journal.size() - 1);
    Arrival mark;
    mark.kind = EntryKind::Trim;
    mark.setState(entry.trimLimit());
    mark.setCount(entry.count());
    mark.monotonic = entry.monotonic;
    mark.wall = entry.wall;
    return mark;
}

/** The given seed, or one at random, which is printed. */
inline quint64 testSeed()
{
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("REALTIME_TEST_SEED", &given);
    const quint64 seed = given ? quint64(wanted) : QRandomGenerator::global()->bounded(1 << 30);
    qInfo("REALTIME_TEST_SEED=%llu", seed);
    return seed;
}
