// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/eventtext.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/platform/displaytime.h"
#include "text/jsonscanner.h"
#include "text/jsonspace.h"
#include "text/shortened.h"
#include "text/utf8.h"
#include "text/visibletext.h"

#include <algorithm>

namespace {

QString offsetText(std::uint64_t offset)
{
    return offset == 0 ? QStringLiteral("-") : QString::number(offset);
}

/** What the server says, cut where it is long. */
constexpr qsizetype MaxEventCharacters = 500;

QString cutText(const QString &text)
{
    return Text::visible(Text::shortened(text, MaxEventCharacters));
}

/** Writes it in UTF-8, piece by piece, as one line. White space between the tokens of JSON becomes
 * spaces, so that it is JSON still; hidden characters become escapes. */
void writePayload(std::string_view payload, const std::function<void(QByteArrayView)> &write)
{
    constexpr std::size_t LargestPiece = std::size_t(64) * 1024;
    constexpr std::string_view NoPlainSpace = "\t\r\n";
    const bool isSpacedJson = payload.find_first_of(NoPlainSpace) != std::string_view::npos
        && Text::isJson({payload.data(), qsizetype(payload.size())});
    while (!payload.empty()) {
        std::string piece(Text::utf8Prefix(payload, LargestPiece));
        payload.remove_prefix(piece.size());
        if (isSpacedJson) { // in its strings these bytes can't stand
            std::ranges::replace_if(piece, Text::isJsonSpace, ' ');
        }
        write(Text::visible(piece).toUtf8());
    }
}

QString payloadText(std::string_view payload)
{
    QByteArray text;
    writePayload(payload, [&text](QByteArrayView piece) { text += piece; });
    return QString::fromUtf8(text);
}

QString stateText(const Entry &entry)
{
    const bool isServers = entry.kind == EntryKind::Subscription && (entry.flags & ServerSide) != 0
        && entry.channelState() == ChannelState::Subscribed;
    return isServers ? QStringLiteral("subscribed by the server") : idText(stateName(entry));
}

/** "subscribed", "refused (3500: invalid token)": with the number wherever the server gave one. */
QString stateLine(const Entry &entry)
{
    const QString state = stateText(entry);
    const QString reason = cutText(QString::fromUtf8(entry.payload));
    if (entry.publicCode() != 0) {
        return QStringLiteral("%1 (%2: %3)")
            .arg(state, QString::number(entry.publicCode()), reason);
    }
    return reason.isEmpty() ? state : QStringLiteral("%1 (%2)").arg(state, reason);
}

/** Without its watcher, but for a publication. */
QString happeningText(const Entry &entry)
{
    const QString channel = Text::visible(entry.channel);
    const QString payload = Text::visible(entry.payload);
    switch (entry.kind) {
    case EntryKind::Publication:
        return publicationLine(entry);
    case EntryKind::Join:
        return channel + QStringLiteral(": joined ") + payloadText(entry.info);
    case EntryKind::Leave:
        return channel + QStringLiteral(": left ") + payloadText(entry.info);
    case EntryKind::Connection:
        return stateLine(entry);
    case EntryKind::Subscription:
        return channel + QStringLiteral(": ") + stateLine(entry);
    case EntryKind::Error:
        return (channel.isEmpty() ? QString() : channel + QStringLiteral(": "))
            + QStringLiteral("failed, ") + errorText(entryError(entry));
    case EntryKind::Gap:
        if (entry.count() == 0) { // of an old recording: it says only why
            return channel + QStringLiteral(": messages are missing here (") + payload + u')';
        }
        return channel + QStringLiteral(": ") + payload;
    case EntryKind::Undecodable:
        return channel
            + QStringLiteral(": a message of %1 bytes cannot be read").arg(entry.payload.size());
    case EntryKind::PossibleGap:
    case EntryKind::NoGap:
    case EntryKind::Fetch:
        return channel + QStringLiteral(": ") + payload;
    case EntryKind::Trim:
        return QStringLiteral("the %1 oldest entries were let go (limit: %2)")
            .arg(QString::number(entry.count()), idText(nameOf(entry.trimLimit())));
    case EntryKind::Loss:
        break;
    }
    return QStringLiteral("%1 messages came faster than they could be kept and are lost")
        .arg(entry.count());
}

} // namespace

Centrifuge::Error entryError(const Entry &entry)
{
    return {entry.errorLayer(), static_cast<int>(entry.code()), QString::fromUtf8(entry.payload),
            (entry.flags & Temporary) != 0, (entry.flags & FromIntermediary) != 0};
}

QString eventTime(std::chrono::microseconds wall)
{
    const std::string time = isoTime(wall);
    return time.empty() ? QStringLiteral("-") : QString::fromStdString(time);
}

QString publicationLine(const Entry &entry)
{
    QByteArray line;
    writePublicationLine(entry, [&line](QByteArrayView piece) { line += piece; });
    return QString::fromUtf8(line);
}

void writePublicationLine(const Entry &entry, const std::function<void(QByteArrayView)> &write)
{
    // Joined, not put in by number: the payload may itself hold a "%1".
    const QString watcher = entry.watcher.empty() ? QString() : Text::visible(entry.watcher) + u' ';
    const QString start = eventTime(entry.wall) + u' ' + watcher + Text::visible(entry.channel)
        + u' ' + offsetText(entry.offset) + u' ';
    write(start.toUtf8());
    if ((entry.flags & NotKept) != 0) {
        write(QStringLiteral("(%1)").arg(notKeptText(entry)).toUtf8());
        return;
    }
    writePayload(entry.payload, write);
}

QString eventText(const Entry &entry)
{
    if (entry.watcher.empty() || entry.kind == EntryKind::Publication) {
        return happeningText(entry);
    }
    return Text::visible(entry.watcher) + QStringLiteral(": ") + happeningText(entry);
}

QString errorText(const Centrifuge::Error &error)
{
    const QString words =
        QString::number(error.code) + QStringLiteral(": ") + cutText(error.message);
    if (error.layer == Centrifuge::ErrorLayer::Server) {
        return words;
    }
    return idText(nameOf(error.layer)) + u' ' + words;
}
