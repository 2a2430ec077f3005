// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

/** The exit codes of the program, documented in the help and the man page. */
enum ExitCode {
    Done = 0, ///< also if the reader closed the output
    Failed = 1, ///< refused, not sent, timed out or not seen
    WrongUsage = 2,
    RealtimeDisabled = 3, ///< no API key, or neither secret nor token
    OutcomeUnknown = 4, ///< of publish: sent, but not known whether it was published
    HungUp = 129, ///< SIGHUP: the terminal was closed
    Interrupted = 130, ///< SIGINT
    Terminated = 143 ///< SIGTERM
};
