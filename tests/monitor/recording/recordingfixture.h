// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/recording/recorder.h"
#include "monitor/recording/recording.h"

#include <QFile>
#include <QString>

#include <string>

#include <unistd.h>

// What the tests of recordings share.

inline std::string bytesOf(const QString &path)
{
    return QFile::encodeName(path).toStdString();
}

/** Runs `body` in a child process, which exits with what it returns. */
template <typename Body> pid_t runInChild(Body body)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(body());
    }
    return child;
}

/** The `number`th of a series in which every field differs now and then; its text is in `text`. */
inline Entry sampleEntry(std::uint64_t number, std::string &text)
{
    text =
        "{\"n\":" + std::to_string(number) + ",\"text\":\"" + std::string(number % 50, 'x') + "\"}";
    Entry entry;
    entry.kind = EntryKind::Publication;
    entry.flags = number % 7 == 0 ? std::uint8_t(Recovered) : std::uint8_t(0);
    entry.monotonic = std::chrono::nanoseconds(number * 1000);
    entry.wall = std::chrono::microseconds(1'700'000'000'000'000 + number);
    entry.channel = number % 2 == 0 ? "news" : "chat:room";
    entry.epoch = number % 3 == 0 ? "abcd" : "efgh";
    entry.offset = number;
    entry.payload = text;
    entry.tags = number % 5 == 0 ? "{\"room\":\"7\"}" : "";
    entry.watcher = number % 4 < 2 ? "alice" : "bob";
    return entry;
}

inline void recordSamples(Recorder &recorder, std::uint64_t first, std::uint64_t count)
{
    std::string text;
    for (std::uint64_t number = first; number < first + count; ++number) {
        recorder.record(sampleEntry(number, text));
    }
}

/** A whole recording of the series, from 1. */
inline std::string makeRecording(const QString &path, std::uint64_t count,
                                 const RecordingMetadata &metadata = {})
{
    auto started = Recorder::start(bytesOf(path), metadata);
    if (started.recorder == nullptr) {
        return started.fault;
    }
    recordSamples(*started.recorder, 1, count);
    started.recorder->end();
    return started.recorder->status().fault;
}

inline bool isSample(const Entry &entry, std::uint64_t number)
{
    std::string text;
    Entry sample = sampleEntry(number, text);
    sample.number = number;
    return entry == sample;
}
