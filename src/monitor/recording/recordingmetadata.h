// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

/** Metadata of a recording. Never a secret: URLs come without user, query and fragment. */
struct RecordingMetadata
{
    std::string program; ///< name and version of what wrote it
    std::string profile; ///< empty for none
    std::string user;
    std::string url; ///< of the WebSocket
    std::string apiUrl;
    std::optional<std::chrono::microseconds> startedAt; ///< wall clock
    std::optional<std::chrono::microseconds> endedAt; ///< not there when it was not ended in order
    std::optional<std::uint64_t> entries; ///< how many there were in the end
};
