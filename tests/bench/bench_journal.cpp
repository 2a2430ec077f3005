// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What a kept message costs in the journal, beside the obvious way: a vector of structs of
// QStrings.

#include "monitor/journal.h"

#include <QString>

#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t Messages = 200'000;
constexpr std::size_t BatchSize = 500;

struct Cost
{
    double nanoseconds = 0; // per message
    double bytes = 0; // per message, beyond the payload
};

struct Row
{
    QString channel;
    QString epoch;
    quint64 offset = 0;
    qint64 monotonic = 0;
    qint64 wall = 0;
    QString payload;
    QString tags;
    QString info;
};

std::size_t heapBytes()
{
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

std::vector<Arrival> makeBatch(std::size_t payloadSize)
{
    std::vector<Arrival> batch(BatchSize);
    for (std::size_t i = 0; i < batch.size(); ++i) {
        batch[i].channel = "chat:room" + std::to_string(i % 8);
        batch[i].epoch = "RUbFbrir";
        batch[i].offset = i + 1;
        batch[i].payload = std::string(payloadSize, 'x');
    }
    return batch;
}

template <typename Append> Cost measure(std::size_t payloadSize, Append append)
{
    const std::vector<Arrival> batch = makeBatch(payloadSize);
    const std::size_t before = heapBytes();
    const auto start = Clock::now();
    for (std::size_t done = 0; done < Messages; done += BatchSize) {
        append(batch);
    }
    const std::chrono::duration<double, std::nano> time = Clock::now() - start;
    const auto bytes = static_cast<double>(heapBytes() - before);
    return {time.count() / Messages, bytes / Messages - static_cast<double>(payloadSize)};
}

Cost measureJournal(std::size_t payloadSize)
{
    JournalLimits limits;
    limits.bytes = std::size_t(8) * 1024 * 1024 * 1024;
    Journal journal(limits);
    return measure(payloadSize,
                   [&journal](const std::vector<Arrival> &batch) { journal.append(batch); });
}

QString text(const std::string &bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

Cost measureStrings(std::size_t payloadSize)
{
    std::vector<Row> rows;
    return measure(payloadSize, [&rows](const std::vector<Arrival> &batch) {
        for (const Arrival &arrival : batch) {
            rows.push_back({text(arrival.channel), text(arrival.epoch), arrival.offset,
                            arrival.monotonic.count(), arrival.wall.count(), text(arrival.payload),
                            text(arrival.tags), text(arrival.info)});
        }
    });
}

} // namespace

int main()
{
    std::puts("payload | journal: ns, bytes beyond payload | QStrings: ns, bytes | ratios");
    for (const std::size_t size : {50, 200, 1000, 4000}) {
        const Cost journal = measureJournal(size);
        const Cost strings = measureStrings(size);
        std::printf("%7zu | %8.0f %8.1f | %8.0f %8.1f | time %.1f, bytes %.1f\n", size,
                    journal.nanoseconds, journal.bytes, strings.nanoseconds, strings.bytes,
                    strings.nanoseconds / journal.nanoseconds, strings.bytes / journal.bytes);
    }
    return 0;
}
