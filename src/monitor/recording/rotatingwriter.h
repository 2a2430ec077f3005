// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/recordbatch.h"
#include "monitor/recording/recordingwriter.h"
#include "monitor/recording/rotation.h"

#include <chrono>
#include <deque>
#include <memory>

/**
 * Writes one recording into one file after another, each of which is a recording by itself, and
 * removes the oldest. It removes only files that it wrote itself, and only while they still have
 * their name. Without a rotation there is one file, with the name that was given. Used by one
 * thread at a time.
 */
class RotatingWriter
{
public:
    using Result = RecordingWriter::Result;

    /** `mostPages`: of a file, for tests of a full disk; 0 = no limit. */
    RotatingWriter(const Rotation &rotation, std::int64_t mostPages);

    /** Creates the first file. */
    Result create(const std::string &path, const RecordingMetadata &metadata);
    /** Writes all of them in one transaction, or none. */
    Result write(const RecordBatch &entries);
    /** The one that is written now. */
    RecordingWriter &current() { return *m_current; }
    /**
     * Goes on in a new file when the current one has entries and is large or old enough. The new
     * one is made first. When it can't be made, the current one is ended in order, and the result
     * is Failed.
     */
    Result rotateIfDue(std::chrono::microseconds wall);
    /** Ends the last file, or removes it when it is empty and there were others. */
    Result finish(std::chrono::microseconds wall);
    /** As RecordingWriter::giveUp(). */
    void giveUp(std::chrono::microseconds wall);

    /** Of the current file; after the end, of the last one that is left, or empty. */
    const std::string &path() const { return m_path; }
    std::size_t fileCount() const { return m_fileCount; } ///< with those removed since
    std::string fault() const;
    /** A sentence about a file that could not be removed, or empty. */
    const std::string &warning() const { return m_warning; }

private:
    bool isDue();
    std::string nextPath(std::chrono::microseconds wall);
    std::unique_ptr<RecordingWriter> createFile(const std::string &path);
    void removeOldest();

    /** A file that was ended. */
    struct Ended
    {
        std::string path;
        std::optional<FileIdentity> identity;
    };

    const Rotation m_rotation;
    const std::int64_t m_mostPages;
    std::string m_base; ///< the name that was given
    RecordingMetadata m_metadata;
    std::unique_ptr<RecordingWriter> m_current;
    std::string m_path;
    std::deque<Ended> m_ended; ///< that may have to be removed, the oldest first
    std::chrono::milliseconds m_newestName{0};
    std::optional<std::chrono::steady_clock::time_point> m_firstEntryAt; ///< of the current file
    std::size_t m_fileCount = 0;
    std::string m_fault;
    std::string m_warning;
};
