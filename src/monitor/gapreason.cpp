// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/gapreason.h"

#include "monitor/gapbackfill.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

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

constexpr int PermissionDenied = 103;
constexpr int NotAvailable = 108;
constexpr int UnrecoverablePosition = 112;

QString errorReason(const Centrifuge::Error &error)
{
    if (error.layer == Centrifuge::ErrorLayer::Server) {
        switch (error.code) {
        case PermissionDenied:
            return Text::tr("this user may not read the channel's history");
        case NotAvailable:
            return Text::tr("the channel keeps no history");
        case UnrecoverablePosition:
            return Text::tr("the history began anew since then, so what is missing is gone");
        default:
            break;
        }
    }
    return error.message;
}

QString messages(std::uint64_t count)
{
    return count == 1 ? Text::tr("1 message") : Text::tr("%1 messages").arg(count);
}

} // namespace

QString lostOffsets(std::uint64_t first, std::uint64_t last)
{
    return first == last
        ? Text::tr("The message with offset %1 did not arrive.").arg(first)
        : Text::tr("The messages with offsets %1 to %2 did not arrive.").arg(first).arg(last);
}

QString sinceLastWatchedText(const OffsetGap &gap)
{
    return Text::tr("%1 since you last watched.")
        .arg(QLocale(QLocale::English).toString(qulonglong(gap.until - gap.after)));
}

QString fetchWords(const BackfillResult &outcome)
{
    QStringList words;
    if (outcome.fetched > 0) {
        words += Text::tr("%1 fetched from the history.").arg(messages(outcome.fetched));
    }
    if (outcome.gone > 0) {
        words += Text::tr("%1 are not in the history any more.").arg(messages(outcome.gone));
    }
    if (outcome.tooLarge > 0) {
        words += Text::tr("Larger than the server's queue takes (client.queue_max_size), so that "
                          "only the API could read it: %1.")
                     .arg(messages(outcome.tooLarge));
    }
    if (outcome.rest.isNewStream) {
        words += Text::tr("What the stream before held is gone with it.");
    }
    if (outcome.error) {
        words += (outcome.fetched > 0 ? Text::tr("The rest could not be fetched: %1 (%2).")
                                      : Text::tr("Nothing could be fetched: %1 (%2)."))
                     .arg(errorReason(*outcome.error), QString::number(outcome.error->code));
    } else if (outcome.fetched == 0 && outcome.gone == 0 && outcome.tooLarge == 0) {
        words += Text::tr("The history holds nothing that is missing.");
    } else if (outcome.rest.until > outcome.rest.after) {
        words += Text::tr("Up to %1 more can be fetched.")
                     .arg(messages(outcome.rest.until - outcome.rest.after));
    }
    return words.join(u' ');
}

QString gapReason(const ChannelPast &past, const Centrifuge::SubscribedEvent &event)
{
    if (event.wasRecovering && event.recovered) {
        return {};
    }
    if (event.recoverySkipped) {
        return Text::tr("What was missed is more at once than the server's queue takes "
                        "(client.queue_max_size), so it could not be recovered.");
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
