// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"
#include "monitor/recording/recorder.h"
#include "monitor/watch/watchsession.h"

#include <vector>

/** The metadata of a recording of this session: URLs without user, query and fragment, and
 * no secret. */
RecordingMetadata factsOf(const WatchRequest &request);
/** The same of all watchers: their names in place of the user, and each server once. */
RecordingMetadata factsOf(const std::vector<WatchRequest> &requests);

/** Records the newest `count` entries. Secrets are masked in texts, which may repeat what a server
 * said. */
void recordNewest(Recorder &recorder, const EntryLog &source, std::size_t count);
/** Records one entry in the same way. */
void recordEntry(Recorder &recorder, const Entry &entry);
