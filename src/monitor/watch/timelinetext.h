// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/connectiontimeline.h"

#include <QString>

// The timeline in words: harmless plain text, one line each, the state with a shape before it.

/** "TCP", "WebSocket upgrade", "Subscribe news" */
QString stepName(const TimelineStep &step);
QString stepName(Centrifuge::ConnectionStep::Kind kind);
/** "✓ done", "✕ failed", "… under way", "– not observed" */
QString stepStateText(const TimelineStep &step);
/** "1.2 ms"; empty where it is not known. */
QString stepTime(const TimelineStep &step);
/** What was seen: an address, a TLS version; of a failed one layer, code and words. */
QString stepDetail(const TimelineStep &step);

/** "Attempt 3" */
QString attemptName(const TimelineAttempt &attempt);
/** "✓ live", "✕ failed at TCP", "○ ended" */
QString attemptStateText(const TimelineAttempt &attempt);
/** How long it took, or the connection lasted; empty while it goes on. */
QString attemptTime(const TimelineAttempt &attempt);
/** When, where, and why it ended. */
QString attemptDetail(const TimelineAttempt &attempt);
/** "attempt 3 in 4 s", with the number that its line will have; "attempt 3: connecting …" */
QString nextAttemptText(const ConnectionTimeline &timeline, std::chrono::nanoseconds left);
/** "3 of 1,000 channels are refused"; empty when each channel has a line of its own. */
QString subscribeSums(const TimelineAttempt &attempt);

/** All of it to paste into a report; nothing that addMaskedSecrets() knows, no token. */
QString timelineText(const ConnectionTimeline &timeline);
