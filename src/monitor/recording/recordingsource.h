// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/pagereader.h"
#include "monitor/recording/recordingmetadata.h"
#include "monitor/recording/tablereader.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

/** A recording that was found to be readable, and how. Immutable, for any thread. */
struct RecordingSource
{
    struct Opened;

    std::string path;
    TableReader::Access access = TableReader::Access::Shared;
    RowMap rows;
    std::shared_ptr<const PageFile> pages; ///< of a damaged recording; else null
    std::shared_ptr<const PageReader::Streams> streams; ///< of a damaged recording
    RecordingMetadata metadata;
    std::vector<std::string> watchers; ///< their names, without an empty one
    std::vector<std::string> warnings; ///< what a user should know of it; sentences
    bool hasForeignLog = false; ///< what ends with -wal beside it is another recording's
    bool isIncomplete = false; ///< entries are missing, or can't be read

    /** A reader for one thread; null when it can't be opened any more. */
    std::unique_ptr<RecordingReader> makeReader() const;

    /**
     * Opens a recording. Takes as long as reading its table, or of a damaged one all of its pages.
     * `goesOn` is asked often; when it returns false, this ends with a fault.
     */
    static Opened open(const std::string &path, const std::function<bool()> &goesOn);
};

struct RecordingSource::Opened
{
    std::shared_ptr<const RecordingSource> source; ///< null when nothing can be read
    std::unique_ptr<RecordingReader> reader; ///< one that is open
    std::string fault; ///< why, a sentence
};
