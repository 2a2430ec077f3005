// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/pagesalvage.h"

#include "monitor/recording/recordingschema.h"

#include <algorithm>
#include <limits>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

/** Read at once. */
constexpr std::uint32_t GroupPages = 64;
/** So many leaves in a row that are reached: what is before them is, too. More than what hangs on
 * one inner page, the most that can get lost with it. */
constexpr std::uint32_t EnoughReached = 1000;
/** Of large payloads there are few leaves; then so many bytes without anything new are enough. */
constexpr std::uint64_t EnoughBytes = std::uint64_t(256) * 1024 * 1024;
constexpr std::uint32_t FewestReached = 16;
/** 24 bytes each. */
constexpr std::size_t MaxLeaves = 4'000'000;
/** An entry takes more in the file. */
constexpr std::uint64_t SmallestEntry = 8;

} // namespace

std::shared_ptr<const PageSalvage> PageSalvage::scan(const std::string &path,
                                                     const IsReached &isReached)
{
    std::shared_ptr<PageSalvage> result(new PageSalvage());
    if (result->open(path)) {
        result->look(isReached);
    }
    return result;
}

PageSalvage::~PageSalvage()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

bool PageSalvage::open(const std::string &path)
{
    constexpr std::size_t FileHeader = 100;
    m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status = {};
    std::string header(FileHeader, '\0');
    if (m_descriptor < 0 || ::fstat(m_descriptor, &status) != 0
        || ::pread(m_descriptor, header.data(), header.size(), 0) != ssize_t(header.size())) {
        return false;
    }
    const auto format = PageFormat::ofHeader(header);
    if (!format) {
        return false;
    }
    m_format = *format;
    constexpr std::uint64_t MaxPages = std::numeric_limits<std::uint32_t>::max() - 1;
    const std::uint64_t pages = std::uint64_t(status.st_size) / m_format.pageSize;
    m_pages = std::uint32_t(std::min(pages, MaxPages));
    return true;
}

std::uint64_t PageSalvage::mostEntries() const
{
    return m_pages * std::uint64_t(m_format.pageSize) / SmallestEntry;
}

void PageSalvage::look(const IsReached &isReached)
{
    std::uint32_t reached = 0; // in a row
    std::uint64_t bytes = 0; // since the last that was not
    std::string pages;
    const auto isEnough = [&] {
        return reached >= EnoughReached || m_leaves.size() >= MaxLeaves
            || (reached >= FewestReached && bytes >= EnoughBytes);
    };
    for (std::uint32_t end = m_pages + 1; end > 2 && !isEnough();) {
        const std::uint32_t first = end > GroupPages + 2 ? end - GroupPages : 2;
        if (!readPages(first, end - first, pages)) {
            break;
        }
        for (std::uint32_t page = end; page-- > first;) {
            const std::size_t start = std::size_t(page - first) * m_format.pageSize;
            const auto leaf =
                leafOf(page, std::string_view(pages).substr(start, m_format.pageSize));
            bytes += m_format.pageSize;
            if (leaf && add(*leaf, isReached)) {
                reached = 0;
                bytes = 0;
            } else if (leaf) {
                ++reached;
            }
        }
        end = first;
    }
    std::ranges::sort(m_leaves, {}, &Leaf::first);
}

/** Where the table does not lead to it. */
bool PageSalvage::add(const Leaf &leaf, const IsReached &isReached)
{
    m_lastNumber = std::max(m_lastNumber, leaf.last);
    const bool isNew = !isReached(leaf.first) || !isReached(leaf.last);
    if (isNew) {
        m_leaves.push_back(leaf);
    } else {
        m_lastReached = std::max(m_lastReached, leaf.last);
    }
    return isNew;
}

/** What stands in the page, up to the first row that makes no sense; nothing where it is no page
 * of entries. */
std::optional<PageSalvage::Leaf> PageSalvage::leafOf(std::uint32_t number,
                                                     std::string_view page) const
{
    const LeafPage leaf(page, m_format);
    Leaf result{0, 0, number, 0};
    for (std::size_t i = 0; i < leaf.size(); ++i) {
        const auto cell = leaf.cell(i);
        if (!cell || cell->rowId <= result.last || cell->rowId > mostEntries() * 2
            || !looksLikeEntry(cell->local)) {
            break;
        }
        result.first = result.entries == 0 ? cell->rowId : result.first;
        result.last = cell->rowId;
        ++result.entries;
    }
    return result.entries == 0 ? std::nullopt : std::optional(result);
}

bool PageSalvage::readPages(std::uint32_t first, std::uint32_t count, std::string &pages) const
{
    pages.resize(std::size_t(count) * m_format.pageSize);
    const auto position = off_t(first - 1) * off_t(m_format.pageSize);
    return ::pread(m_descriptor, pages.data(), pages.size(), position) == ssize_t(pages.size());
}

std::optional<LeafCell> PageSalvage::find(std::uint64_t number, std::string &page) const
{
    const auto behind = std::ranges::upper_bound(m_leaves, number, {}, &Leaf::first);
    if (behind == m_leaves.begin()) {
        return std::nullopt;
    }
    const Leaf &leaf = *std::prev(behind);
    if (number > leaf.last || !readPages(leaf.page, 1, page)) {
        return std::nullopt;
    }
    const LeafPage cells(page, m_format);
    for (std::size_t i = 0; i < std::min<std::size_t>(cells.size(), leaf.entries); ++i) {
        const auto cell = cells.cell(i);
        if (cell && cell->rowId == number) {
            return cell;
        }
    }
    return std::nullopt;
}

std::size_t PageSalvage::sizeOf(std::uint64_t number) const
{
    std::string page;
    const auto cell = find(number, page);
    return cell && cell->size <= RecordingSchema::LargestEntry ? std::size_t(cell->size) : 0;
}

std::optional<EntryRecord> PageSalvage::read(std::uint64_t number, std::string &memory) const
{
    std::string page;
    const auto cell = find(number, page);
    if (!cell) {
        return std::nullopt;
    }
    memory.assign(cell->local);
    if (cell->overflowPage != 0 && !appendOverflow(*cell, memory)) {
        return std::nullopt;
    }
    auto record = readEntryRecord(memory);
    if (record) {
        record->entry.number = number;
    }
    return record;
}

/** The rest of a large record, page by page, each of which names the next one. */
bool PageSalvage::appendOverflow(const LeafCell &cell, std::string &record) const
{
    constexpr std::size_t NextPage = 4; // bytes
    const std::size_t room = m_format.usableSize - NextPage;
    constexpr std::uint64_t Header = 1000; // of a record, and its numbers
    if (cell.size > RecordingSchema::LargestEntry + Header || cell.size / room > m_pages) {
        return false; // more than we write, or than the file has
    }
    std::uint32_t number = cell.overflowPage;
    std::string page;
    while (record.size() < cell.size) {
        if (number < 2 || number > m_pages || !readPages(number, 1, page)) {
            return false;
        }
        number = 0;
        for (std::size_t i = 0; i < NextPage; ++i) {
            number = number << 8 | static_cast<unsigned char>(page[i]);
        }
        record.append(page, NextPage, std::min<std::size_t>(room, cell.size - record.size()));
    }
    // The last page, where it was not written yet, is zeros.
    return number == 0 && record.back() != '\0';
}
