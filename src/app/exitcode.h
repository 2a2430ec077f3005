// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

/** What the program tells its caller; documented in the help and the manual. */
enum ExitCode {
    Done = 0, ///< also after the reader of our output went away
    Failed = 1, ///< refused, not sent, timed out or not seen
    WrongUsage = 2,
    RealtimeDisabled = 3, ///< no API key, or neither secret nor token
    OutcomeUnknown = 4, ///< of publish: sent, and nothing tells whether it was published
    HungUp = 129, ///< SIGHUP: the terminal was closed
    Interrupted = 130, ///< SIGINT
    Terminated = 143 ///< SIGTERM
};
