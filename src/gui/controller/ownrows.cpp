// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/ownrows.h"

#include "gui/widgets/labeltext.h"
#include "monitor/entry/entry.h"
#include "monitor/journal/entrylog.h"
#include "monitor/platform/tr.h"
#include "monitor/publish/roundtriptracker.h"

#include <algorithm>

namespace {

/** Each message comes to a watcher at most once. */
bool isSamePush(const PushFingerprint &push, const Entry &entry)
{
    return entry.kind == EntryKind::Publication && push.channel == entry.channel
        && push.watcher == entry.watcher && push.offset == entry.offset
        && push.payloadSize == entry.payloadSize()
        && (push.offset != 0 || push.payloadHash == exactHash(entry.payload));
}

bool isSamePush(const PushFingerprint &push, const PushFingerprint &other)
{
    return push.channel == other.channel && push.watcher == other.watcher
        && push.offset == other.offset && push.payloadHash == other.payloadHash;
}

/** The first index that did not arrive before. Rows of several threads may be a little out of
 * order. */
std::size_t indexFrom(const EntryLog &log, std::chrono::nanoseconds arrival)
{
    constexpr std::chrono::seconds Disorder(1);
    std::size_t first = 0;
    std::size_t end = log.size();
    while (first < end) {
        const std::size_t middle = first + (end - first) / 2;
        if (log.at(middle).monotonic < arrival - Disorder) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return first;
}

} // namespace

QString ownText(const OwnRow &row)
{
    const QString time = duration(std::chrono::duration<double, std::milli>(row.latency).count());
    return row.isProven ? QStringLiteral("\u2713 ") + Tr::tr("yours %1").arg(time)
                        : QStringLiteral("\u2248 ") + Tr::tr("likely yours %1").arg(time);
}

void OwnRows::note(const PushFingerprint &push, const RoundTrip &trip)
{
    const auto latency = std::max(std::chrono::nanoseconds(0), push.at - trip.startedAt);
    const OwnRow row{trip.id, latency, trip.state == RoundTrip::State::Proven};
    const auto [begin, end] = m_rows.equal_range(push.at);
    const auto known = std::find_if(
        begin, end, [&push](const auto &noted) { return isSamePush(push, noted.second.push); });
    if (known != end) {
        known->second.row = row;
        return;
    }
    m_rows.insert({push.at, {push, row}});
    if (m_rows.size() > Limit) {
        m_rows.erase(m_rows.begin());
    }
}

const OwnRow *OwnRows::find(const Entry &entry) const
{
    const auto [begin, end] = m_rows.equal_range(entry.monotonic);
    const auto found = std::find_if(
        begin, end, [&entry](const auto &noted) { return isSamePush(noted.second.push, entry); });
    return found == end ? nullptr : &found->second.row;
}

quint64 OwnRows::numberOf(quint64 publish, const EntryLog &log) const
{
    constexpr std::size_t MostLookedAt = 100'000;
    const auto noted = std::ranges::find_if(
        m_rows, [publish](const auto &each) { return each.second.row.publish == publish; });
    if (noted == m_rows.end()) {
        return 0;
    }
    const std::size_t first = indexFrom(log, noted->first);
    const std::size_t end = std::min(log.size(), first + MostLookedAt);
    for (std::size_t index = first; index < end; ++index) {
        const Entry entry = log.at(index);
        if (entry.monotonic == noted->first && isSamePush(noted->second.push, entry)) {
            return entry.number;
        }
    }
    return 0;
}
