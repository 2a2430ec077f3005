// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/gapreason.h"

#include <QCoreApplication>

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(WatchWorker)
};

/** The server was asked to recover, and could not. */
QString failedRecovery(const Centrifuge::SubscribedEvent &event)
{
    return event.epochChanged
        ? Text::tr("The stream began anew on the server: what was published while we were away "
                   "can't be recovered.")
        : Text::tr("The history no longer holds all that was published while we were away, or it "
                   "is more than the server replays.");
}

/** There was no place in the stream to recover from. */
QString missingPosition(const ChannelPast &past, bool isRecoverable)
{
    if (past.wasInvalidated && (past.wasRecoverable || isRecoverable)) {
        return Text::tr("The server declared our place in the stream invalid: messages published "
                        "while we were away can't be recovered.");
    }
    if (past.wasRecoverable && isRecoverable) {
        return Text::tr("Our place in the stream was lost: messages published while we were away "
                        "are not recovered.");
    }
    if (past.wasRecoverable) {
        return Text::tr("This channel keeps no history for us any more: messages published while "
                        "we were away can't be recovered.");
    }
    if (isRecoverable) {
        return Text::tr("This channel kept no history for us when we left: messages published "
                        "while we were away can't be recovered.");
    }
    return Text::tr("This channel keeps no history for us: messages published while we were away "
                    "can't be recovered.");
}

} // namespace

QString gapReason(const ChannelPast &past, const Centrifuge::SubscribedEvent &event)
{
    if (event.wasRecovering && event.recovered) {
        return {};
    }
    if (event.skippedUnreadable) {
        return Text::tr("A message that can't be read kept ending the connection. It was skipped, "
                        "with all that was published while we were away.");
    }
    if (!past.wasSubscribed) {
        return event.wasRecovering ? Text::tr("What the history holds could not be replayed.")
                                   : QString();
    }
    return event.wasRecovering ? failedRecovery(event) : missingPosition(past, event.recoverable);
}
