// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/recordingmetadata.h"
#include "monitor/recording/rotation.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

struct Entry;

struct RecorderLimits
{
    std::size_t queueBytes = std::size_t(64) * 1024 * 1024; ///< waiting for the writer
    std::chrono::milliseconds interval{200}; ///< between two transactions, when little comes
    std::int64_t mostPages = 0; ///< of the file, for tests of a full disk; 0 = no limit
    /** Between two checkpoints; after each, the file alone holds everything up to then. */
    std::chrono::milliseconds checkpointInterval{2000};
    Rotation rotation{};
};

/** The state of a recording. Until it fails, given = written + waiting + lost. */
struct RecorderStatus
{
    enum class State {
        Recording,
        Ended, ///< everything given is in the file
        Failed ///< see fault; what was written before stays readable
    };
    State state = State::Recording;
    std::uint64_t given = 0; ///< entries
    std::uint64_t written = 0; ///< committed; without the rows that tell of a loss
    std::uint64_t waiting = 0;
    std::uint64_t lost = 0; ///< dropped because the writer was too slow; counted in the file, too
    std::uint64_t fileBytes = 0; ///< of the file that is written now
    std::size_t files = 1; ///< how many were written
    std::chrono::milliseconds lag{0}; ///< since the oldest waiting entry was given
    std::string fault; ///< a sentence
    std::string file; ///< that is written now or was last; empty where nothing is left of it
    std::string warning; ///< a sentence about an old file that can't be removed, or empty
};

/**
 * Records entries into a new file, or with a rotation into one after another, while they arrive.
 * The caller never waits: a thread of its own writes one transaction for what arrives in a fraction
 * of a second. That thread notices within seconds when the file was moved, replaced or deleted,
 * which ends the recording. Plain C++; one thread records, any thread may ask for the status.
 */
class Recorder
{
public:
    struct Started;

    /** Creates the file before it returns. With a rotation the names are those of rotatedPath(). */
    static Started start(const std::string &path, const RecordingMetadata &metadata,
                         const RecorderLimits &limits = {});
    /** Ends it, as end() does. */
    ~Recorder();

    /** Copies them; they are numbered anew, in this order, from 1. */
    void record(std::span<const Entry> entries);
    void record(const Entry &entry);
    /** Waits until record() would not lose the entry, but not longer than `most`: for callers that
     * pass the back pressure on, down to the socket. */
    void waitForRoom(const Entry &entry, std::chrono::milliseconds most);
    RecorderStatus status() const;
    /** Makes the writer copy everything given into the file itself soon. Returns at once. */
    void requestCheckpoint();
    /** Takes no more; the rest is written soon. Returns at once. */
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
