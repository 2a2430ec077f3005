// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct Arrival;
struct Entry;

/** A range of missing messages of a channel. */
struct OffsetGap
{
    std::uint64_t after = 0; ///< offset before the first
    std::uint64_t until = 0; ///< offset of the last; 0: not known yet
    std::string epoch; ///< of the stream; may be empty
    bool isNewStream = false; ///< the previous stream is gone, with its messages
    bool isBacklog = false; ///< only what the history holds of them; where that begins is not known

    friend bool operator==(const OffsetGap &, const OffsetGap &) = default;
};

/** Where a session left a channel's stream, so that the next one can continue there. */
struct KeptPosition
{
    std::uint64_t offset = 0; ///< of the last message in the log
    std::string epoch; ///< empty if the server sends none
    std::vector<OffsetGap> unfetched; ///< gaps before the offset that were being filled

    friend bool operator==(const KeptPosition &, const KeptPosition &) = default;
};

/** Stores the gap in a row. */
void setGap(Arrival &row, const OffsetGap &gap);
/** The gap that a row of kind Gap, PossibleGap, Fetch or Subscription holds; nullopt if none. */
std::optional<OffsetGap> gapOf(const Entry &entry);
