// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** Which messages of a channel are missing: those after one offset, up to and with another. */
struct OffsetGap
{
    std::uint64_t after = 0;
    std::uint64_t until = 0; ///< 0: not known yet
    std::string epoch; ///< of the stream that the offsets are of; may not be known
    bool isNewStream = false; ///< the stream before it, with what it held, is gone
    bool isBacklog = false; ///< what the history keeps of them; nobody knows where that begins

    friend bool operator==(const OffsetGap &, const OffsetGap &) = default;
};

/** Where a session left a channel's stream, for the next one to go on from there. */
struct KeptPosition
{
    std::uint64_t offset = 0; ///< of the last message that is in the log
    std::string epoch; ///< empty where the server tells of none
    std::vector<OffsetGap> unfetched; ///< before it, that were being fetched

    friend bool operator==(const KeptPosition &, const KeptPosition &) = default;
};

/** A row says that messages are missing there. */
void setGap(Arrival &row, const OffsetGap &gap);
/** Where messages are missing, as a gap, a fetch or a subscription says; nullopt for a row that
 * does not say it. */
std::optional<OffsetGap> gapOf(const Entry &entry);
