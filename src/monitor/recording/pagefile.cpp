// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/pagefile.h"

#include <algorithm>
#include <limits>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr std::size_t FileHeader = 100;
constexpr std::size_t LogHeader = 32;
constexpr std::size_t FrameHeader = 24;
constexpr std::uint32_t GroupPages = 64; // read at once
constexpr std::uint32_t LastPage = std::numeric_limits<std::uint32_t>::max() - 1;

std::uint32_t numberAt(std::string_view bytes, std::size_t place)
{
    std::uint32_t value = 0;
    for (const char byte : bytes.substr(place, 4)) {
        value = value << 8 | static_cast<unsigned char>(byte);
    }
    return value;
}

/** Reads at most what fits into `bytes`, and cuts it to what was read. */
bool readAt(int file, std::int64_t place, std::string &bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t size =
            ::pread(file, bytes.data() + done, bytes.size() - done, place + std::int64_t(done));
        if (size <= 0) {
            break;
        }
        done += std::size_t(size);
    }
    bytes.resize(done);
    return done > 0;
}

int openPlain(const std::string &path, std::uint64_t &size)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status = {};
    if (file >= 0 && ::fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        size = std::uint64_t(status.st_size);
        return file;
    }
    if (file >= 0) {
        ::close(file);
    }
    return -1;
}

} // namespace

std::shared_ptr<const PageFile> PageFile::open(const std::string &path)
{
    std::shared_ptr<PageFile> result(new PageFile());
    result->m_file = openPlain(path, result->m_size);
    std::string header(FileHeader, '\0');
    if (result->m_file < 0) {
        return nullptr;
    }
    readAt(result->m_file, 0, header);
    const auto format = PageFormat::ofHeader(header);
    result->m_hasHeader = header.starts_with("SQLite format 3") && format;
    if (result->m_hasHeader) {
        result->m_format = *format;
        result->m_statedPages = numberAt(header, 28);
    }
    result->readLog(path + "-wal");
    return result;
}

PageFile::~PageFile()
{
    for (const int file : {m_file, m_log}) {
        if (file >= 0) {
            ::close(file);
        }
    }
}

/** Of the frames that belong together, the last of each page; also of a transaction that was cut.
 */
void PageFile::readLog(const std::string &path)
{
    std::uint64_t size = 0;
    m_log = openPlain(path, size);
    std::string header(LogHeader, '\0');
    if (m_log < 0 || !readAt(m_log, 0, header) || header.size() < LogHeader
        || (numberAt(header, 0) & ~1U) != 0x377F0682 || numberAt(header, 8) != m_format.pageSize) {
        return;
    }
    const std::string salts = header.substr(16, 8);
    const std::uint64_t frame = FrameHeader + m_format.pageSize;
    const std::uint64_t most = // the file grows by one page a frame
        std::min<std::uint64_t>((m_size + size) / m_format.pageSize + 1, LastPage);
    for (std::uint64_t place = LogHeader; place + frame <= size; place += frame) {
        std::string start(FrameHeader, '\0');
        if (!readAt(m_log, std::int64_t(place), start) || start.size() < FrameHeader) {
            break;
        }
        if (start.substr(8, 8) != salts) {
            continue; // an older one, or a damaged one
        }
        const std::uint32_t page = numberAt(start, 0);
        if (page > 0 && page <= most) {
            m_logged[page] = std::int64_t(place + FrameHeader);
        }
    }
}

std::uint64_t PageFile::missingBytes() const
{
    const std::uint64_t stated = m_statedPages * m_format.pageSize;
    return m_logged.empty() && stated > m_size ? stated - m_size : 0;
}

bool PageFile::read(std::uint32_t page, std::string &bytes) const
{
    bytes.resize(m_format.pageSize);
    const auto logged = m_logged.find(page);
    if (logged != m_logged.end()) {
        return readAt(m_log, logged->second, bytes);
    }
    const std::uint64_t place = std::uint64_t(page - 1) * m_format.pageSize;
    return page > 0 && place < m_size && readAt(m_file, std::int64_t(place), bytes);
}

void PageFile::visitLog(const std::function<void(std::string_view)> &visit) const
{
    std::string bytes;
    for (const auto &[page, place] : m_logged) {
        if (read(page, bytes)) {
            visit(bytes);
        }
    }
}

bool PageFile::visitPages(const std::function<bool(std::uint32_t, std::string_view)> &visit) const
{
    if (!visitFile(visit)) {
        return false;
    }
    std::string bytes;
    return std::ranges::all_of(m_logged, [&](const auto &logged) {
        const bool isBehind = std::uint64_t(logged.first - 1) * m_format.pageSize >= m_size;
        return !isBehind || !read(logged.first, bytes) || visit(logged.first, bytes);
    });
}

bool PageFile::visitFile(const std::function<bool(std::uint32_t, std::string_view)> &visit) const
{
    std::string group;
    std::string single;
    const std::uint64_t pages =
        std::min<std::uint64_t>((m_size + m_format.pageSize - 1) / m_format.pageSize, LastPage);
    for (std::uint64_t first = 1; first <= pages; first += GroupPages) {
        group.resize(GroupPages * m_format.pageSize);
        readAt(m_file, std::int64_t((first - 1) * m_format.pageSize), group);
        for (std::uint64_t page = first; page < first + GroupPages && page <= pages; ++page) {
            const std::uint64_t place = (page - first) * m_format.pageSize;
            std::string_view bytes = std::string_view(group).substr(
                std::min<std::uint64_t>(place, group.size()), m_format.pageSize);
            const auto number = static_cast<std::uint32_t>(page);
            if (bytes.empty() || m_logged.contains(number)) { // also behind a bad block of the disk
                bytes = read(number, single) ? std::string_view(single) : std::string_view();
            }
            if (!visit(number, bytes)) {
                return false;
            }
        }
    }
    return true;
}
