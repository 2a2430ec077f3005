// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// A recording that is written, asked how it stands and read, each by a thread of its own, for
// ThreadSanitizer. Ends with 0 when all that was given is in the file, every byte right.

#include "monitor/recording/recording.h"
#include "monitor/entry/entry.h"
#include "monitor/recording/recorder.h"
#include "support/sealedsegments.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <thread>
#include <vector>

namespace {

constexpr std::uint64_t Entries = 20'000;
constexpr int Readers = 2;

/** A folder of its own, gone with it. */
class Folder
{
public:
    Folder() { m_path = ::mkdtemp(m_path.data()); }
    ~Folder() { std::filesystem::remove_all(m_path); }
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;

    std::string file() const { return m_path + "/recording"; }

private:
    std::string m_path = (std::filesystem::temp_directory_path() / "tsan-XXXXXX").string();
};

std::string payloadOf(std::uint64_t number)
{
    return "{\"n\":" + std::to_string(number) + "}" + std::string(number % 97, '.');
}

void record(Recorder &recorder)
{
    for (std::uint64_t number = 1; number <= Entries; ++number) {
        const std::string payload = payloadOf(number);
        Entry entry;
        entry.channel = "news";
        entry.offset = number;
        entry.payload = payload;
        recorder.record(entry);
    }
    recorder.requestEnd();
}

void read(const EntrySnapshot &entries, std::atomic<std::uint64_t> &wrong)
{
    for (const auto &run : segmentsOf(entries)) {
        for (std::size_t i = 0; i < run->size(); ++i) {
            const Entry entry = run->at(i);
            wrong += entry.payload == payloadOf(entry.number) ? 0 : 1;
        }
    }
}

/** What is in the file by now, by several at once; how many entries that is. */
std::size_t readAll(const std::string &path, std::atomic<std::uint64_t> &wrong)
{
    const auto opened = Recording::open(path);
    if (opened.recording == nullptr) {
        ++wrong;
        return 0;
    }
    const auto sealed = opened.recording->snapshot();
    std::vector<std::thread> readers;
    for (int i = 0; i < Readers; ++i) {
        readers.emplace_back(read, std::cref(*sealed), std::ref(wrong));
    }
    for (std::thread &reader : readers) {
        reader.join();
    }
    return opened.recording->size();
}

} // namespace

int main()
{
    const Folder folder;
    std::atomic<std::uint64_t> wrong = 0;
    RecorderLimits limits;
    limits.interval = std::chrono::milliseconds(5);
    auto started = Recorder::start(folder.file(), {}, limits);
    if (started.recorder == nullptr) {
        std::puts(started.fault.c_str());
        return 1;
    }
    Recorder &recorder = *started.recorder;
    std::thread giver(record, std::ref(recorder));
    while (recorder.status().state == RecorderStatus::State::Recording) {
        readAll(folder.file(), wrong);
    }
    giver.join();
    recorder.end();
    const RecorderStatus status = recorder.status();
    const bool isComplete = status.state == RecorderStatus::State::Ended
        && status.written == Entries && readAll(folder.file(), wrong) == Entries;
    const bool ok = isComplete && wrong == 0;
    std::puts(ok ? "OK" : "FAILED");
    return ok ? 0 : 1;
}
