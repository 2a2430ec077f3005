// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/rowmap.h"

#include <algorithm>
#include <iterator>

bool RowMap::add(std::uint64_t number, std::uint32_t page, std::uint32_t cell)
{
    if (number < m_nextNumber || number >= static_cast<std::uint64_t>(INT64_MAX)) {
        return false;
    }
    add({number, 1, page, cell});
    return true;
}

void RowMap::add(EntryRun run)
{
    if (run.number < m_nextNumber) {
        const std::uint64_t known = std::min(m_nextNumber - run.number, run.count);
        run.number += known;
        run.cell += static_cast<std::uint32_t>(known);
        run.count -= known;
    }
    if (run.count == 0) {
        return;
    }
    const std::uint64_t missing = run.number - m_nextNumber;
    const auto follows = [&run, this] {
        const Run &last = m_runs.back();
        return last.page == run.page
            && (run.page == 0 || run.cell - last.cell == m_endRow - last.row);
    };
    if (m_runs.empty() || missing > 0 || !follows()) {
        m_endRow += missing > 0 ? 1 : 0;
        m_runs.push_back(
            {m_endRow, run.number, run.page, static_cast<std::uint16_t>(run.cell), missing > 0});
    }
    m_missing += missing;
    m_endRow += run.count;
    m_entries += run.count;
    m_nextNumber = run.number + run.count;
}

void RowMap::addEnding(std::uint64_t missing)
{
    m_ending = std::max<std::uint64_t>(missing, 1);
    m_missing += m_ending;
    ++m_endRow;
}

/** After its last entry. */
std::uint64_t RowMap::endRowOf(std::size_t run) const
{
    if (run + 1 == m_runs.size()) {
        return m_endRow - (m_ending > 0 ? 1 : 0);
    }
    const Run &next = m_runs[run + 1];
    return next.row - (next.isAfterGap ? 1 : 0);
}

RowMap::Part RowMap::partAt(std::uint64_t row, std::uint64_t end) const
{
    const auto next = std::ranges::upper_bound(m_runs, row, {}, &Run::row);
    const auto index = static_cast<std::size_t>(std::distance(m_runs.begin(), next));
    const std::uint64_t runEnd = index == 0 ? 0 : endRowOf(index - 1);
    if (row >= runEnd) { // between two runs, before the first, or behind the last
        const std::uint64_t first =
            index == 0 ? 1 : m_runs[index - 1].number + (runEnd - m_runs[index - 1].row);
        const std::uint64_t count = next == m_runs.end() ? m_ending : next->number - first;
        return {{first, count, 0, 0}, true};
    }
    const Run &run = m_runs[index - 1];
    const std::uint64_t offset = row - run.row;
    return {{run.number + offset, std::min(runEnd, end) - row, run.page,
             run.cell + static_cast<std::uint32_t>(run.page == 0 ? 0 : offset)},
            false};
}
