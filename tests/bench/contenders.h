// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "bench/replayserver.h"
#include "centrifuge/values.h"

#include <QUrl>

namespace Bench {

/**
 * Each receives all publications of the load from the replay server at `url` and returns the CPU
 * time of its whole process meanwhile, in nanoseconds a publication; negative when some were
 * missing. One run for each process.
 */
double receiveIntoJournal(const QUrl &url, Centrifuge::WireFormat format, const Load &load);
/** QWebSocket that counts messages and looks at none. */
double receiveBare(const QUrl &url, Centrifuge::WireFormat format, const Load &load);
/** A blocking socket, split into WebSocket frames and nothing more. */
double receiveFrames(const QUrl &url, Centrifuge::WireFormat format, const Load &load);

} // namespace Bench
