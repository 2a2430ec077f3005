// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>

#include <chrono>
#include <cstdint>
#include <functional>

namespace Centrifuge {

/**
 * A publication that has nothing but data and perhaps an offset, as most have. It points into the
 * frame that brought it: no copy is made, and the views are valid during the call only.
 */
struct PlainPublication
{
    QByteArrayView channel; ///< UTF-8, unchecked
    QByteArrayView data;
    std::uint64_t offset = 0; ///< 0 where the channel keeps no history
    std::chrono::nanoseconds receivedAt{0}; ///< when the frame came (Clock::monotonic)
};

/** Returns whether it took the publication; otherwise that comes the ordinary way. */
using PlainPublicationSink = std::function<bool(const PlainPublication &publication)>;

} // namespace Centrifuge
