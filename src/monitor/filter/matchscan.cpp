// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/matchscan.h"

#include "monitor/journal/journalsegment.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace {

/** Entries between two questions whether the scan is still wanted. */
constexpr std::size_t Slice = 512;

} // namespace

MatchScan::MatchScan(std::function<void()> wake)
    : m_wake(std::move(wake))
    , m_thread([this] { work(); })
{
}

MatchScan::~MatchScan()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
        ++m_turn;
    }
    m_changed.notify_all();
    m_thread.join();
}

void MatchScan::start(std::shared_ptr<const EntrySnapshot> entries, Filter filter)
{
    const std::uint64_t left = entries->endNumber() - entries->firstNumber();
    cancel();
    {
        const std::lock_guard lock(m_mutex);
        m_request = {std::move(entries), std::move(filter)};
        m_isWaiting = true;
        m_progress.left = left;
    }
    m_changed.notify_all();
}

void MatchScan::cancel()
{
    Request old; // freed without the lock: it may be all there is of a journal
    const std::lock_guard lock(m_mutex);
    std::swap(old, m_request);
    ++m_turn;
    m_isWaiting = false;
    m_isTold = false;
    m_found.clear();
    m_progress = {};
}

MatchScan::Progress MatchScan::take()
{
    std::vector<std::vector<std::uint64_t>> found;
    Progress progress;
    {
        const std::lock_guard lock(m_mutex);
        found.swap(m_found);
        progress = m_progress;
        m_isTold = false;
    }
    for (auto run = found.rbegin(); run != found.rend(); ++run) {
        progress.numbers.insert(progress.numbers.end(), run->begin(), run->end());
    }
    return progress;
}

void MatchScan::work()
{
    std::unique_lock lock(m_mutex);
    while (!m_isOver) {
        if (!m_isWaiting) {
            m_changed.wait(lock);
            continue;
        }
        Request request = std::exchange(m_request, {});
        m_isWaiting = false;
        const std::uint64_t turn = m_turn;
        lock.unlock();
        scan(request, turn);
        request = {}; // it may be the last to hold a whole journal
        lock.lock();
    }
}

void MatchScan::scan(const Request &request, std::uint64_t turn)
{
    FilterRun filter(request.filter);
    const std::uint64_t first = request.entries->firstNumber();
    std::uint64_t left = request.entries->endNumber() - first;
    const auto walk = request.entries->walkOver(request.filter.neededText());
    while (const std::optional<SegmentRange> part = walk->next()) {
        if (part->run == nullptr) {
            report(turn, {{}, 0, true, filter.givenUp()}); // what is before can't be walked to
            return;
        }
        for (std::uint64_t sliceEnd = part->end; sliceEnd > part->first;) {
            const std::uint64_t sliceBegin =
                sliceEnd - std::min<std::uint64_t>(Slice, sliceEnd - part->first);
            std::vector<std::uint64_t> found;
            for (std::uint64_t number = sliceBegin; number < sliceEnd; ++number) {
                if (filter.matches(part->run->at(number - part->run->firstNumber()))) {
                    found.push_back(number);
                }
            }
            sliceEnd = sliceBegin;
            left = sliceEnd - first;
            if (!report(turn, {std::move(found), left, false, filter.givenUp()})) {
                return;
            }
        }
    }
    if (left > 0) {
        report(turn, {{}, 0, false, filter.givenUp()}); // the oldest were left out
    }
}

/** False when the scan is void. */
bool MatchScan::report(std::uint64_t turn, Progress progress)
{
    const std::lock_guard lock(m_mutex);
    if (turn != m_turn) {
        return false;
    }
    if (!progress.numbers.empty()) {
        m_found.push_back(std::move(progress.numbers));
    }
    m_progress = {
        {}, progress.left, m_progress.isUnreadable || progress.isUnreadable, progress.givenUp};
    if (!m_isTold) {
        m_isTold = true;
        m_wake(); // under the lock, so that none comes after cancel()
    }
    return true;
}
