// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/leafpage.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

/**
 * The pages of an SQLite file and of the write-ahead log beside it, read without SQLite, which
 * gives up where a page is damaged. What is read is bounded by the size of these files. Immutable,
 * for any thread.
 */
class PageFile
{
public:
    enum class Log { Read, LeftOut };

    /** Null where the file can't be read. */
    static std::shared_ptr<const PageFile> open(const std::string &path, Log log = Log::Read);
    ~PageFile();
    PageFile(const PageFile &) = delete;
    PageFile &operator=(const PageFile &) = delete;

    const PageFormat &format() const { return m_format; }
    std::uint64_t size() const { return m_size; } ///< of the file, in bytes
    bool hasHeader() const { return m_hasHeader; } ///< that of an SQLite file
    /** How many bytes are missing at its end, as its header tells, and stand in no log either. */
    std::uint64_t missingBytes() const;
    /** How many bytes follow the last page of its header and of the log; none where all are zeros.
     * Reads them. */
    std::uint64_t bytesBehind() const;
    /** Whether there is a log that holds something, but no header or no whole transaction. */
    bool hasUselessLog() const { return m_hasUselessLog; }

    /** A page as it was written last; the one at which the file was cut is shorter. */
    bool read(std::uint32_t page, std::string &bytes) const;
    /** Goes through the pages that stand in the log, whether or not its transactions are whole. */
    void visitLog(const std::function<void(std::string_view)> &visit) const;
    /** The same without the frames behind the last that ends a transaction. */
    void visitWholeLog(const std::function<void(std::string_view)> &visit) const;
    /** Goes through all pages once, in the order of their numbers. False when `visit` was. */
    bool visitPages(const std::function<bool(std::uint32_t, std::string_view)> &visit) const;

private:
    PageFile() = default;
    void readLog(const std::string &path);
    /** The salts of its frames; nothing where its header is invalid. */
    std::string logSalts() const;
    bool visitFile(const std::function<bool(std::uint32_t, std::string_view)> &visit) const;

    PageFormat m_format{4096, 4096}; // that of every recording, where the header is damaged
    using Frames = std::map<std::uint32_t, std::int64_t>; // pages in the log, and where
    void visitFrames(const Frames &frames,
                     const std::function<void(std::string_view)> &visit) const;

    Frames m_logged;
    Frames m_wholeLog; // without a transaction at the end that was not finished
    std::uint64_t m_size = 0;
    std::uint64_t m_statedPages = 0;
    bool m_hasHeader = false;
    bool m_hasUselessLog = false;
    int m_file = -1;
    int m_log = -1;
};
