// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/recording/recordingmetadata.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

struct RecorderLimits
{
    std::size_t queueBytes = std::size_t(64) * 1024 * 1024; ///< waiting for the writer
    std::chrono::milliseconds interval{200}; ///< between two transactions, when little comes
    std::int64_t mostPages = 0; ///< of the file, for tests of a full disk; 0 = no limit
    /** Between two checkpoints; after each, the file alone holds everything up to then. */
    std::chrono::milliseconds checkpointInterval{2000};
};

/** How a recording stands. Given = written + waiting + lost, until it failed. */
struct RecorderStatus
{
    enum class State {
        Recording,
        Ended, ///< all that was given is in the file
        Failed ///< see fault; what was written before stays readable
    };
    State state = State::Recording;
    std::uint64_t given = 0; ///< entries
    std::uint64_t written = 0; ///< committed; rows that tell of a loss are not among them
    std::uint64_t waiting = 0;
    std::uint64_t lost = 0; ///< the writer was behind; counted in the file, too
    std::uint64_t fileBytes = 0;
    std::chrono::milliseconds lag{0}; ///< since the oldest that waits was given
    std::string fault; ///< a sentence
    std::string file; ///< where the recording is; empty when nothing is left of it
};

/**
 * Records entries into a new file while they arrive. The giver need not wait: a thread of its own
 * writes, one transaction for what comes in a fraction of a second, and notices within seconds when
 * the file was moved, replaced or deleted: that ends the recording. Plain C++; one thread gives,
 * any may ask for the status.
 */
class Recorder
{
public:
    struct Started;

    /** Makes the file, before it returns. */
    static Started start(const std::string &path, const RecordingMetadata &metadata,
                         const RecorderLimits &limits = {});
    /** Ends it, as end() does. */
    ~Recorder();

    /** Copies them; they are numbered anew, in this order, from 1. */
    void record(std::span<const Entry> entries);
    void record(const Entry &entry) { record(std::span(&entry, 1)); }
    /** Waits until record() would not lose the entry, for `most` at the longest: for a giver that
     * can be waited for in turn, down to the socket. */
    void waitForRoom(const Entry &entry, std::chrono::milliseconds most);
    RecorderStatus status() const;
    const std::string &path() const;
    /** What was given is in the file itself soon, whatever happens then. Returns at once. */
    void requestCheckpoint();
    /** No more is taken; the rest is written soon. Returns at once. */
    void requestEnd();
    /** Writes the rest and waits for it. */
    void end();

private:
    struct Private;
    explicit Recorder(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

struct Recorder::Started
{
    std::unique_ptr<Recorder> recorder; ///< null when it could not start
    std::string fault; ///< why, a sentence
};
