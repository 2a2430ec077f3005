// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/pagewalk.h"

#include "monitor/recording/recordingschema.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace {

/** 24 bytes each; about one for a page. */
constexpr std::size_t MaxRuns = 4'000'000;
constexpr std::size_t MaxStreamBytes = std::size_t(64) * 1024 * 1024;

/** Collects what stands in the pages. */
class Collector
{
public:
    explicit Collector(const PageFile &pages)
        : m_pages(pages)
    {
    }

    /** False when there is no room for more. */
    bool take(std::uint32_t page, std::string_view bytes)
    {
        const LeafPage leaf(bytes, m_pages.format());
        for (std::size_t i = 0; i < leaf.size(); ++i) {
            const auto cell = leaf.cell(i);
            if (!cell) {
                continue;
            }
            if (looksLikeEntry(cell->local)) {
                addEntry(*cell, page, static_cast<std::uint32_t>(i));
            } else if (cell->overflowPage == 0) {
                addStream(*cell);
            }
        }
        return m_runs.size() < MaxRuns;
    }

    bool hasEntries() const { return !m_runs.empty(); }
    WalkedPages result()
    {
        std::ranges::sort(m_runs, {}, [](const EntryRun &run) {
            return std::tuple(run.number, ~run.count, run.page); // the longest first
        });
        WalkedPages walked;
        for (const EntryRun &run : m_runs) {
            walked.rows.add(run);
        }
        walked.streams = std::move(m_streams);
        return walked;
    }

private:
    void addEntry(const LeafCell &cell, std::uint32_t page, std::uint32_t index)
    {
        constexpr std::uint64_t MaxNumber = INT64_MAX;
        if (cell.rowId == 0 || cell.rowId >= MaxNumber || !isWhole(cell)) {
            return;
        }
        if (!m_runs.empty()) {
            EntryRun &last = m_runs.back();
            if (last.page == page && last.number + last.count == cell.rowId
                && last.cell + last.count == index) {
                ++last.count;
                return;
            }
        }
        m_runs.push_back({cell.rowId, 1, page, index});
    }

    bool isWhole(const LeafCell &cell)
    {
        if (cell.overflowPage == 0) {
            return readEntryRecord(cell.local).has_value();
        }
        m_record.assign(cell.local);
        return appendOverflow(m_pages, cell, m_record,
                              [this](std::uint32_t page) { return isFirstUse(page); })
            && readEntryRecord(m_record).has_value();
    }

    /** A page belongs to one record only; otherwise a small file could keep us busy for ever. */
    bool isFirstUse(std::uint32_t page)
    {
        if (page >= m_used.size()) {
            m_used.resize(std::max<std::size_t>(std::size_t(page) + 1, m_used.size() * 2));
        }
        return !std::exchange(m_used[page], char(1));
    }

    void addStream(const LeafCell &cell)
    {
        auto stream = readStreamRecord(cell.local);
        if (stream && m_streamBytes < MaxStreamBytes) {
            m_streamBytes += cell.local.size() + 100;
            m_streams.emplace(static_cast<std::int64_t>(cell.rowId), std::move(*stream));
        }
    }

    const PageFile &m_pages;
    std::vector<EntryRun> m_runs;
    std::unordered_map<std::int64_t, Stream> m_streams;
    std::size_t m_streamBytes = 0;
    std::vector<char> m_used; // overflow pages
    std::string m_record;
};

} // namespace

std::optional<WalkedPages> walkPages(const PageFile &pages, const std::function<bool(bool)> &goesOn)
{
    Collector collector(pages);
    bool isCancelled = false;
    const bool isComplete = pages.visitPages([&](std::uint32_t page, std::string_view bytes) {
        isCancelled = !goesOn(collector.hasEntries());
        return !isCancelled && collector.take(page, bytes);
    });
    if (isCancelled) {
        return std::nullopt;
    }
    WalkedPages result = collector.result();
    result.isComplete = isComplete;
    return result;
}

LastInLog lastNumbersInLog(const PageFile &pages)
{
    LastInLog last;
    const auto lookInto = [&pages](std::uint64_t &number) {
        return [&pages, &number](std::string_view bytes) {
            const LeafPage leaf(bytes, pages.format());
            const auto cell = leaf.size() > 0 ? leaf.cell(leaf.size() - 1) : std::nullopt;
            if (cell && looksLikeEntry(cell->local)) {
                number = std::max(number, cell->rowId);
            }
        };
    };
    pages.visitLog(lookInto(last.any));
    pages.visitWholeLog(lookInto(last.committed));
    return last;
}

bool appendOverflow(const PageFile &pages, const LeafCell &cell, std::string &record,
                    const std::function<bool(std::uint32_t)> &visit)
{
    constexpr std::size_t NextPage = 4; // bytes, which name it
    constexpr std::uint64_t Header = 1000; // of a record, and its numbers
    if (cell.size > RecordingSchema::LargestEntry + Header) {
        return false; // more than we write
    }
    const std::size_t room = pages.format().usableSize - NextPage;
    std::uint32_t number = cell.overflowPage;
    std::string page;
    while (record.size() < cell.size) {
        if (number < 2 || !pages.read(number, page) || !visit(number)) {
            return false;
        }
        const std::size_t part = std::min<std::size_t>(room, cell.size - record.size());
        if (page.size() < NextPage + part) {
            return false; // cut
        }
        number = 0;
        for (std::size_t i = 0; i < NextPage; ++i) {
            number = number << 8 | static_cast<unsigned char>(page[i]);
        }
        record.append(page, NextPage, part);
    }
    // The last page, where it was not written yet, is zeros.
    return number == 0 && record.back() != '\0';
}
