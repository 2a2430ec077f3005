// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/pagefile.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

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

/** The sums of a log's header (sqlite.org/fileformat2.html#checksum_algorithm), as they stand
 * behind what they are of. */
std::string logHeaderSums(std::string_view header)
{
    const bool isBigEndian = (numberAt(header, 0) & 1U) != 0;
    const auto swapped = [](std::uint32_t value) {
        return value >> 24 | (value >> 8 & 0xFF00U) | (value << 8 & 0xFF0000U) | value << 24;
    };
    const auto wordAt = [&](std::size_t place) {
        const std::uint32_t word = numberAt(header, place);
        return isBigEndian ? word : swapped(word);
    };
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    for (std::size_t place = 0; place < LogHeader - 8; place += 8) {
        first += wordAt(place) + second;
        second += wordAt(place + 4) + first;
    }
    std::string sums;
    for (const std::uint32_t sum : {first, second}) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            sums += static_cast<char>(sum >> shift);
        }
    }
    return sums;
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

std::shared_ptr<const PageFile> PageFile::open(const std::string &path, Log log)
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
    if (log == Log::Read) {
        result->readLog(path + "-wal");
    }
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

std::string PageFile::logSalts() const
{
    std::string header(LogHeader, '\0');
    const bool isValid = readAt(m_log, 0, header) && header.size() == LogHeader
        && (numberAt(header, 0) & ~1U) == 0x377F0682 && numberAt(header, 8) == m_format.pageSize
        && header.ends_with(logHeaderSums(header));
    return isValid ? header.substr(16, 8) : std::string();
}

/** Of the frames that belong together, the last of each page; also of a transaction that was cut.
 */
void PageFile::readLog(const std::string &path)
{
    std::uint64_t size = 0;
    m_log = openPlain(path, size);
    if (m_log < 0 || size == 0) {
        return;
    }
    m_hasUselessLog = true;
    const std::string salts = logSalts();
    if (salts.empty()) {
        return;
    }
    const std::uint64_t frame = FrameHeader + m_format.pageSize;
    const std::uint64_t most = // the file grows by one page a frame
        std::min<std::uint64_t>((m_size + size) / m_format.pageSize + 1, LastPage);
    Frames unfinished; // since the last frame that ends a transaction
    for (std::uint64_t place = LogHeader; place + frame <= size; place += frame) {
        std::string start(FrameHeader, '\0');
        if (!readAt(m_log, std::int64_t(place), start) || start.size() < FrameHeader) {
            break;
        }
        // The last frame of a transaction says how large the file is then.
        m_hasUselessLog = m_hasUselessLog && numberAt(start, 4) == 0;
        if (start.substr(8, 8) != salts) {
            continue; // an older one, or a damaged one
        }
        const std::uint32_t page = numberAt(start, 0);
        if (page > 0 && page <= most) {
            m_logged[page] = unfinished[page] = std::int64_t(place + FrameHeader);
        }
        if (numberAt(start, 4) != 0) {
            unfinished.merge(m_wholeLog); // the newer place of a page counts
            m_wholeLog = std::exchange(unfinished, {});
        }
    }
}

std::uint64_t PageFile::missingBytes() const
{
    const std::uint64_t whole = m_size / m_format.pageSize; // pages
    if (m_statedPages <= whole) {
        return 0;
    }
    const auto firstLogged = m_logged.upper_bound(static_cast<std::uint32_t>(whole));
    const auto endLogged = m_logged.upper_bound(static_cast<std::uint32_t>(m_statedPages));
    const auto logged = static_cast<std::uint64_t>(std::distance(firstLogged, endLogged));
    const std::uint64_t missing = (m_statedPages - whole - logged) * m_format.pageSize;
    const bool isCutLogged = firstLogged != endLogged && firstLogged->first == whole + 1;
    return missing - (isCutLogged ? 0 : std::min(missing, m_size % m_format.pageSize));
}

std::uint64_t PageFile::bytesBehind() const
{
    constexpr std::size_t Part = std::size_t(1) << 20;
    const std::uint64_t logged = m_logged.empty() ? 0 : m_logged.rbegin()->first;
    const std::uint64_t end = std::max(m_statedPages, logged) * m_format.pageSize;
    if (m_statedPages == 0 || m_size <= end) {
        return 0;
    }
    std::string bytes;
    for (std::uint64_t place = end; place < m_size; place += Part) {
        bytes.resize(Part);
        if (!readAt(m_file, std::int64_t(place), bytes)
            || bytes.find_first_not_of('\0') != std::string::npos) {
            return m_size - end;
        }
    }
    return 0;
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
    visitFrames(m_logged, visit);
}

void PageFile::visitWholeLog(const std::function<void(std::string_view)> &visit) const
{
    visitFrames(m_wholeLog, visit);
}

void PageFile::visitFrames(const Frames &frames,
                           const std::function<void(std::string_view)> &visit) const
{
    std::string bytes;
    for (const auto &[page, place] : frames) {
        bytes.resize(m_format.pageSize);
        if (readAt(m_log, place, bytes)) {
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
