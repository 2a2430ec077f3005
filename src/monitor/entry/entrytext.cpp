// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entrytext.h"

#include "centrifuge/codes.h"
#include "monitor/entry/entry.h"
#include "monitor/platform/displaytime.h"
#include "monitor/platform/tr.h"
#include "text/jsonfold.h"
#include "text/visibletext.h"

#include <algorithm>
#include <array>

namespace {

static_assert(PackedEntry::FirstServerCode == Centrifuge::FirstErrorCode);

constexpr qsizetype PreviewBytes = 512;

/** The beginning of `bytes` on one line; says with an ellipsis that there is more. */
QString previewText(std::string_view bytes)
{
    constexpr qsizetype LongestCharacter = 4;
    const auto size = static_cast<qsizetype>(bytes.size());
    QByteArray beginning(bytes.data(), std::min(size, PreviewBytes + LongestCharacter));
    std::ranges::replace_if(
        beginning, [](char byte) { return byte == '\n' || byte == '\r' || byte == '\t'; }, ' ');
    QString text = Text::visible(QByteArrayView(beginning), PreviewBytes);
    if (size > PreviewBytes) {
        text += QChar(0x2026);
    }
    return text;
}

QString translated(const EntryName &name)
{
    return name.label.empty() ? QString() : Tr::tr(name.label.data());
}

/** "connecting · 3001 shutdown", "live" */
QString stateWords(const Entry &entry)
{
    const bool isServers = entry.kind == EntryKind::Subscription && (entry.flags & ServerSide) != 0
        && entry.channelState() == ChannelState::Subscribed;
    const QString state =
        isServers ? Tr::tr("subscribed by the server") : translated(stateName(entry));
    const QString reason = codeAndReason(entry.publicCode(), previewText(entry.payload));
    return reason.isEmpty() ? state : state + QStringLiteral(" \u00b7 ") + reason;
}

QString trimText(const Entry &entry)
{
    switch (entry.trimLimit()) {
    case TrimLimit::Entries:
        return Tr::tr("%1 oldest rows let go: row limit reached").arg(entry.count());
    case TrimLimit::Memory:
        return Tr::tr("%1 oldest rows let go: the log's memory is full").arg(entry.count());
    case TrimLimit::Disk:
        return Tr::tr("%1 oldest rows let go: the log's disk space is full").arg(entry.count());
    }
    return {};
}

struct Unit
{
    double size;
    const char *name;
};

/** `amount` in the largest unit that it reaches, after rounding to one decimal. */
template <std::size_t Count> QString inUnits(double amount, const std::array<Unit, Count> &units)
{
    std::size_t unit = 0;
    while (unit + 1 < Count && amount >= units[unit + 1].size - units[unit].size * 0.05) {
        ++unit;
    }
    const double value = amount / units[unit].size;
    return QString::number(value, 'f', unit == 0 ? 0 : 1) + u' '
        + QString::fromUtf8(units[unit].name);
}

} // namespace

QString timeText(std::chrono::microseconds wall, std::chrono::microseconds today)
{
    const auto time = calendarTime(wall);
    const auto day = calendarTime(today);
    const bool isToday = time && day && time->isSameDay(*day);
    return QString::fromStdString(isToday ? clockTime(wall) : dateAndClockTime(wall));
}

QString timeText(std::chrono::microseconds wall)
{
    return timeText(wall,
                    std::chrono::duration_cast<std::chrono::microseconds>(
                        std::chrono::system_clock::now().time_since_epoch()));
}

QString deltaText(std::chrono::nanoseconds delta)
{
    static constexpr std::array<Unit, 5> Units{
        {{1e3, "\u00b5s"}, {1e6, "ms"}, {1e9, "s"}, {60e9, "min"}, {3600e9, "h"}}};
    // Entries of two threads may be stamped the other way round.
    const QLatin1Char sign(delta.count() < 0 ? '-' : '+');
    return sign + inUnits(std::abs(static_cast<double>(delta.count())), Units);
}

QString sizeText(std::size_t bytes)
{
    static constexpr std::array<Unit, 4> Units{
        {{1, "B"}, {1024, "KB"}, {1024.0 * 1024, "MB"}, {1024.0 * 1024 * 1024, "GB"}}};
    return inUnits(static_cast<double>(bytes), Units);
}

QString notKeptText(const Entry &entry)
{
    return Tr::tr("%1, not kept: larger than the publication limit")
        .arg(sizeText(entry.payloadSize()));
}

QString kindText(const Entry &entry)
{
    return translated(kindName(entry));
}

QString stateText(SessionState state)
{
    return translated(nameOf(state));
}

QString idText(const EntryName &name)
{
    return QLatin1String(name.id.data(), qsizetype(name.id.size()));
}

QString codeAndReason(std::uint32_t publicCode, const QString &reason)
{
    return publicCode == 0 ? reason
                           : QString(QString::number(publicCode) + u' ' + reason).trimmed();
}

QString foldedText(std::string_view bytes)
{
    if (!Text::looksLikeJson(bytes)) {
        return previewText(bytes);
    }
    const Text::FoldedJson folded = Text::foldedJson(bytes, PreviewBytes);
    const QString text = previewText(folded.text);
    return folded.isCut && !text.endsWith(QChar(0x2026)) ? text + QChar(0x2026) : text;
}

QString dateText(std::chrono::microseconds wall)
{
    constexpr qsizetype DateLength = 10;
    return QString::fromStdString(dateAndClockTime(wall)).left(DateLength);
}

QString channelText(const Entry &entry)
{
    return previewText(entry.channel);
}

QString watcherText(const Entry &entry)
{
    return previewText(entry.watcher);
}

QString summaryText(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Publication:
        return (entry.flags & NotKept) != 0 ? notKeptText(entry) : foldedText(entry.payload);
    case EntryKind::Undecodable:
    case EntryKind::Gap:
    case EntryKind::PossibleGap:
    case EntryKind::NoGap:
    case EntryKind::Fetch:
        return previewText(entry.payload);
    case EntryKind::Join:
    case EntryKind::Leave:
        return foldedText(entry.info);
    case EntryKind::Connection:
    case EntryKind::Subscription:
    case EntryKind::Error:
        return stateWords(entry);
    case EntryKind::Loss:
        return entry.payload.empty() ? Tr::tr("%1 dropped").arg(entry.count())
                                     : previewText(entry.payload);
    case EntryKind::Trim:
        return trimText(entry);
    }
    return {};
}
