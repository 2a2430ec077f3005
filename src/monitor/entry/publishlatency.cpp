// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/publishlatency.h"

#include "monitor/entry/entry.h"
#include "monitor/platform/timeduuid.h"

namespace {

/** The time in the tag that this program added. The tag holds no escapes, so that it can be
 * searched for without parsing. */
std::optional<std::chrono::nanoseconds> timeInTags(std::string_view tags)
{
    constexpr std::string_view Before = "\"rm-id\":\"";
    constexpr std::size_t UuidSize = 36;
    const std::size_t at = tags.find(Before);
    if (at == std::string_view::npos) {
        return {};
    }
    const std::string_view value = tags.substr(at + Before.size());
    return value.size() > UuidSize && value[UuidSize] == '"' ? timeOfUuid(value.substr(0, UuidSize))
                                                             : std::nullopt;
}

} // namespace

std::optional<std::chrono::nanoseconds> publishLatency(const Entry &entry)
{
    // Messages read from the history arrived when they were asked for.
    if (entry.kind != EntryKind::Publication || (entry.flags & (Fetched | Backlog)) != 0) {
        return {};
    }
    constexpr auto Latest =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::nanoseconds::max());
    const std::optional<std::chrono::nanoseconds> sent = timeInTags(entry.tags);
    if (!sent || entry.wall > Latest || entry.wall <= std::chrono::microseconds(0)) {
        return {};
    }
    return std::chrono::nanoseconds(entry.wall) - *sent;
}
