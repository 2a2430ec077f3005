// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "monitor/publish/watcherreceipt.h"

class WatchGroup;

/** Who should receive a publish that is sent now, and why some can't. One for each watcher. */
WatcherReceipts expectedReceipts(const WatchGroup &group,
                                 const Centrifuge::PublishRequest &request);
