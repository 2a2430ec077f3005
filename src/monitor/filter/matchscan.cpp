// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/matchscan.h"

#include "monitor/entry/entry.h"
#include "monitor/journal/journalsegment.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace {

/** After how many entries it looks whether it was cancelled. */
constexpr std::size_t EntriesAtOnce = 512;

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
        m_isStopping = true;
        ++m_currentScan;
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
        m_hasRequest = true;
        m_progress.left = left;
    }
    m_changed.notify_all();
}

void MatchScan::cancel()
{
    Request old; // freed without the lock: it may be the last owner of a whole journal
    const std::lock_guard lock(m_mutex);
    std::swap(old, m_request);
    ++m_currentScan;
    m_hasRequest = false;
    m_isNotified = false;
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
        m_isNotified = false;
    }
    for (auto part = found.rbegin(); part != found.rend(); ++part) {
        progress.numbers.insert(progress.numbers.end(), part->begin(), part->end());
    }
    return progress;
}

void MatchScan::work()
{
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        if (!m_hasRequest) {
            m_changed.wait(lock);
            continue;
        }
        Request request = std::exchange(m_request, {});
        m_hasRequest = false;
        const std::uint64_t scanNumber = m_currentScan;
        lock.unlock();
        scan(request, scanNumber);
        request = {}; // it may be the last owner of a whole journal
        lock.lock();
    }
}

void MatchScan::scan(const Request &request, std::uint64_t scanNumber)
{
    FilterRun filter(request.filter);
    const std::uint64_t first = request.entries->firstNumber();
    std::uint64_t left = request.entries->endNumber() - first;
    const auto walk = request.entries->walkOver(request.filter.requiredText());
    while (const std::optional<SegmentRange> part = walk->next()) {
        if (part->segment == nullptr) {
            report(scanNumber, {{}, 0, true, filter.givenUp()}); // nor can older ones be reached
            return;
        }
        for (std::uint64_t sliceEnd = part->end; sliceEnd > part->first;) {
            const std::uint64_t sliceBegin =
                sliceEnd - std::min<std::uint64_t>(EntriesAtOnce, sliceEnd - part->first);
            std::vector<std::uint64_t> found;
            for (std::uint64_t number = sliceBegin; number < sliceEnd; ++number) {
                if (filter.matches(part->segment->at(number - part->segment->firstNumber()))) {
                    found.push_back(number);
                }
            }
            sliceEnd = sliceBegin;
            left = sliceEnd - first;
            if (!report(scanNumber, {std::move(found), left, false, filter.givenUp()})) {
                return;
            }
        }
    }
    if (left > 0) {
        report(scanNumber, {{}, 0, false, filter.givenUp()}); // the index left the oldest out
    }
}

/** False when the scan was cancelled. */
bool MatchScan::report(std::uint64_t scanNumber, Progress progress)
{
    const std::lock_guard lock(m_mutex);
    if (scanNumber != m_currentScan) {
        return false;
    }
    if (!progress.numbers.empty()) {
        m_found.push_back(std::move(progress.numbers));
    }
    m_progress = {
        {}, progress.left, m_progress.isUnreadable || progress.isUnreadable, progress.givenUp};
    if (!m_isNotified) {
        m_isNotified = true;
        m_wake(); // under the lock, so that none comes after cancel()
    }
    return true;
}
