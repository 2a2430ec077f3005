// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What recording costs a message, beside a bare loop of prepared inserts, and how long it takes
// until the first rows of a recording are there, beside reading the whole of it; and what a text
// index saves when a rare text is looked for. The argument is the number of entries to open, five
// million by default.

#include "monitor/entry/entry.h"
#include "monitor/filter/filter.h"
#include "monitor/journal/journalsegment.h"
#include "monitor/recording/recorder.h"
#include "monitor/recording/recording.h"
#include "monitor/recording/recordingschema.h"
#include "monitor/recording/textindex.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <random>
#include <string>
#include <thread>

#include <sqlite3.h>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t CostEntries = 500'000;
constexpr std::size_t BatchEntries = 500;

double seconds(Clock::time_point since)
{
    return std::chrono::duration<double>(Clock::now() - since).count();
}

/** Of the whole process or of the calling thread. */
double processorSeconds(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

Entry entryOf(std::uint64_t number, const std::string &payload)
{
    Entry entry;
    entry.channel = number % 8 < 4 ? "chat:room1" : "chat:room2";
    entry.epoch = "RUbFbrir";
    entry.offset = number;
    entry.monotonic = std::chrono::nanoseconds(number);
    entry.wall = std::chrono::microseconds(1'700'000'000'000'000 + number);
    entry.payload = payload;
    return entry;
}

struct Cost
{
    double giver = 0; // ns of the thread that gives, per message
    double all = 0; // ns of all threads, per message
};

Cost recordEntries(const std::string &path, std::size_t count, const std::string &payload)
{
    RecorderLimits limits;
    limits.queueBytes = std::size_t(256) * 1024 * 1024;
    auto started = Recorder::start(path, {}, limits);
    if (started.recorder == nullptr) {
        std::puts(started.fault.c_str());
        std::exit(1);
    }
    const double process = processorSeconds(CLOCK_PROCESS_CPUTIME_ID);
    const double thread = processorSeconds(CLOCK_THREAD_CPUTIME_ID);
    double idle = 0;
    for (std::uint64_t number = 1; number <= count; ++number) {
        started.recorder->record(entryOf(number, payload));
        if (number % BatchEntries == 0 && started.recorder->status().waiting > 200'000) {
            const double before = processorSeconds(CLOCK_THREAD_CPUTIME_ID);
            while (started.recorder->status().waiting > 50'000) {
                std::this_thread::yield();
            }
            idle += processorSeconds(CLOCK_THREAD_CPUTIME_ID) - before;
        }
    }
    const double giver = processorSeconds(CLOCK_THREAD_CPUTIME_ID) - thread - idle;
    started.recorder->end();
    const double all = processorSeconds(CLOCK_PROCESS_CPUTIME_ID) - process - idle;
    const RecorderStatus status = started.recorder->status();
    if (status.written != count) {
        std::printf("%llu of %zu written: %s\n", static_cast<unsigned long long>(status.written),
                    count, status.fault.c_str());
    }
    return {giver * 1e9 / double(count), all * 1e9 / double(count)};
}

/** What cannot be had for less: the same rows, prepared inserts, transactions of a thousand. */
double insertEntries(const std::string &path, std::size_t count, const std::string &payload)
{
    sqlite3 *database = nullptr;
    sqlite3_open(path.c_str(), &database);
    sqlite3_exec(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;", nullptr, nullptr,
                 nullptr);
    sqlite3_exec(database, RecordingSchema::EntriesTable, nullptr, nullptr, nullptr);
    sqlite3_stmt *insert = nullptr;
    sqlite3_prepare_v2(database,
                       "INSERT INTO entries VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)", -1,
                       &insert, nullptr);
    const double start = processorSeconds(CLOCK_PROCESS_CPUTIME_ID);
    sqlite3_exec(database, "BEGIN", nullptr, nullptr, nullptr);
    for (std::uint64_t number = 1; number <= count; ++number) {
        const auto value = static_cast<sqlite3_int64>(number);
        const sqlite3_int64 values[] = {value, 0, 0, 0, value, value, 1, value, 0};
        for (int column = 0; column < 9; ++column) {
            sqlite3_bind_int64(insert, column + 1, values[column]);
        }
        sqlite3_bind_blob64(insert, 10, payload.data(), payload.size(), SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
        if (number % 1000 == 0) {
            sqlite3_exec(database, "COMMIT; BEGIN", nullptr, nullptr, nullptr);
        }
    }
    sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
    const double time = processorSeconds(CLOCK_PROCESS_CPUTIME_ID) - start;
    sqlite3_finalize(insert);
    sqlite3_close(database);
    return time * 1e9 / double(count);
}

void measureCost(const std::filesystem::path &folder)
{
    std::puts("CPU ns a message | bare inserts | recording: the giver, all | all beyond bare");
    for (const std::size_t size : {100, 200, 1000}) {
        const std::string payload(size, 'x');
        const double bare = insertEntries((folder / "bare").string(), CostEntries, payload);
        const Cost cost = recordEntries((folder / "cost").string(), CostEntries, payload);
        std::printf("%10zu bytes | %12.0f | %17.0f, %6.0f | %.0f ns (%.2f x)\n", size, bare,
                    cost.giver, cost.all, cost.all - bare, cost.all / bare);
        std::filesystem::remove(folder / "bare");
        std::filesystem::remove(folder / "cost");
    }
}

void measureOpening(const std::filesystem::path &folder, std::size_t count)
{
    const std::string path = (folder / "large").string();
    recordEntries(path, count, std::string(200, 'x'));
    auto start = Clock::now();
    auto opened = Recording::open(path);
    std::size_t seen = 0;
    for (std::size_t row = 0; row < 50; ++row) { // the last rows, as a window shows them
        seen += opened.recording->at(opened.recording->size() - 1 - row).payload.size();
    }
    const double first = seconds(start);
    start = Clock::now();
    const auto sealed = opened.recording->snapshot();
    for (std::uint64_t number = sealed->firstNumber(); number < sealed->endNumber();) {
        const auto run = sealed->segmentContaining(number);
        seen += run->size();
        number = run->firstNumber() + run->size();
    }
    const double whole = seconds(start);
    std::printf("%zu entries, %.0f MB: first rows after %.2f ms, the whole after %.2f s (1 : %.0f; "
                "%.0f ns an entry)\n",
                count, double(std::filesystem::file_size(path)) / 1e6, first * 1e3, whole,
                whole / first, whole * 1e9 / double(count));
    if (seen == 0) {
        std::puts("nothing was read");
    }
}

constexpr std::size_t IndexedEntries = 1'000'000;
constexpr std::size_t EntriesPerNeedle = 100'000;

/** Words of their own, numbers, and now and then the text that is looked for. */
void recordWords(const std::string &path)
{
    RecorderLimits limits;
    limits.queueBytes = std::size_t(1024) * 1024 * 1024;
    auto started = Recorder::start(path, {}, limits);
    std::mt19937 random(1);
    for (std::uint64_t number = 1; number <= IndexedEntries; ++number) {
        std::string payload = "{\"id\":" + std::to_string(number) + ",\"text\":\"";
        while (payload.size() < 170) {
            for (int letter = 0; letter < 6; ++letter) {
                payload += static_cast<char>('a' + random() % 16);
            }
            payload += ' ';
        }
        payload += number % EntriesPerNeedle == 7 ? "tungsten\"}" : "the end\"}";
        started.recorder->record(entryOf(number, payload));
    }
    started.recorder->end();
}

struct Search
{
    double time = 0;
    std::size_t found = 0;
};

Search search(const EntrySnapshot &entries, const char *text)
{
    const auto start = Clock::now();
    const Filter filter = Filter::compile(text).filter;
    FilterRun run(filter);
    Search result;
    const auto walk = entries.walkOver(filter.requiredText());
    while (const auto part = walk->next()) {
        for (std::uint64_t number = part->end; number > part->first; --number) {
            const Entry entry = part->segment->at(number - 1 - part->segment->firstNumber());
            result.found += run.matches(entry) ? 1 : 0;
        }
    }
    result.time = seconds(start);
    return result;
}

void measureIndex(const std::filesystem::path &folder)
{
    const std::string path = (folder / "words").string();
    recordWords(path);
    auto opened = Recording::open(path);
    const auto plain = opened.recording->snapshot();
    WalkProgress progress;
    const auto start = Clock::now();
    const TextIndex::Built built = TextIndex::build(*plain, folder.string(), progress);
    if (built.index == nullptr) {
        std::puts(built.fault.c_str());
        return;
    }
    std::printf("index of %zu entries, %.0f MB: built in %.1f s\n", IndexedEntries,
                double(std::filesystem::file_size(path)) / 1e6, seconds(start));
    opened.recording->setIndex(built.index);
    const auto indexed = opened.recording->snapshot();
    for (const char *text : {"tungsten", "nowhere", "\"the end\""}) {
        const Search without = search(*plain, text);
        const Search with = search(*indexed, text);
        std::printf(
            "%10s | %zu and %zu found | %.1f ms without, %.2f ms with an index (%.0f : 1)\n", text,
            without.found, with.found, without.time * 1e3, with.time * 1e3,
            without.time / with.time);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const std::size_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 5'000'000;
    char name[] = "bench_open.XXXXXX"; // beside the build: a temporary folder may be memory
    if (::mkdtemp(name) == nullptr) {
        std::perror("no folder");
        return 1;
    }
    measureCost(name);
    measureOpening(name, count);
    measureIndex(name);
    std::filesystem::remove_all(name);
    return 0;
}
