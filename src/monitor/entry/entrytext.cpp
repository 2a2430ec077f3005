// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entrytext.h"

#include "centrifuge/codes.h"
#include "centrifuge/error.h"
#include "monitor/platform/displaytime.h"
#include "text/visibletext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(EntryText)
};

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

QString sessionWord(std::uint8_t state)
{
    switch (static_cast<SessionState>(state)) {
    case SessionState::Disabled:
        return Tr::tr("disabled");
    case SessionState::Offline:
        return Tr::tr("offline");
    case SessionState::Connecting:
        return Tr::tr("connecting");
    case SessionState::Live:
        return Tr::tr("live");
    case SessionState::Refused:
        return Tr::tr("refused");
    case SessionState::Partial:
        return Tr::tr("partial");
    }
    return {};
}

QString channelWord(std::uint8_t state)
{
    switch (static_cast<ChannelState>(state)) {
    case ChannelState::Unsubscribed:
        return Tr::tr("unsubscribed");
    case ChannelState::Subscribing:
        return Tr::tr("subscribing");
    case ChannelState::Subscribed:
        return Tr::tr("subscribed");
    }
    return {};
}

QString layerWord(std::uint8_t layer)
{
    using Centrifuge::ErrorLayer;
    switch (static_cast<ErrorLayer>(layer)) {
    case ErrorLayer::Local:
        return Tr::tr("not sent");
    case ErrorLayer::NameResolution:
        return Tr::tr("name resolution");
    case ErrorLayer::Tcp:
        return QStringLiteral("TCP");
    case ErrorLayer::Tls:
        return QStringLiteral("TLS");
    case ErrorLayer::Http:
        return QStringLiteral("HTTP");
    case ErrorLayer::WebSocket:
        return QStringLiteral("WebSocket");
    case ErrorLayer::Timeout:
        return Tr::tr("time-out");
    case ErrorLayer::Protocol:
        return Tr::tr("not readable");
    case ErrorLayer::Server:
        return Tr::tr("server");
    }
    return {};
}

/** "connecting · 3001 shutdown", "live" */
QString stateText(const QString &word, const Entry &entry)
{
    const QString reason = Centrifuge::codeAndReason(entry.code, previewText(entry.payload));
    return reason.isEmpty() ? word : word + QStringLiteral(" \u00b7 ") + reason;
}

QString trimText(const Entry &entry)
{
    switch (static_cast<TrimLimit>(entry.state)) {
    case TrimLimit::Entries:
        return Tr::tr("%1 oldest rows let go: row limit reached").arg(entry.code);
    case TrimLimit::Memory:
        return Tr::tr("%1 oldest rows let go: the log's memory is full").arg(entry.code);
    case TrimLimit::Disk:
        return Tr::tr("%1 oldest rows let go: the log's disk space is full").arg(entry.code);
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
        .arg(sizeText(payloadSize(entry)));
}

QString kindText(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Publication:
        if ((entry.flags & Fetched) != 0) {
            return Tr::tr("fetched");
        }
        if ((entry.flags & Backlog) != 0) {
            return Tr::tr("backlog");
        }
        return (entry.flags & Recovered) != 0 ? Tr::tr("recovered") : Tr::tr("publication");
    case EntryKind::Join:
        return Tr::tr("join");
    case EntryKind::Leave:
        return Tr::tr("leave");
    case EntryKind::Connection:
        return Tr::tr("connection");
    case EntryKind::Subscription:
        return Tr::tr("subscription");
    case EntryKind::Error:
        return Tr::tr("error");
    case EntryKind::Gap:
        return Tr::tr("gap");
    case EntryKind::Undecodable:
        return Tr::tr("not decodable");
    case EntryKind::Loss:
        return Tr::tr("loss");
    case EntryKind::Fetch:
        return Tr::tr("fetch");
    case EntryKind::Trim:
        return Tr::tr("let go");
    case EntryKind::PossibleGap:
        return Tr::tr("possible gap");
    case EntryKind::NoGap:
        return Tr::tr("no gap");
    }
    return {};
}

QString channelText(const Entry &entry)
{
    return previewText(entry.channel);
}

QString summaryText(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Publication:
        return (entry.flags & NotKept) != 0 ? notKeptText(entry) : previewText(entry.payload);
    case EntryKind::Undecodable:
    case EntryKind::Gap:
    case EntryKind::PossibleGap:
    case EntryKind::NoGap:
    case EntryKind::Fetch:
        return previewText(entry.payload);
    case EntryKind::Join:
    case EntryKind::Leave:
        return previewText(entry.info);
    case EntryKind::Connection:
        return stateText(sessionWord(entry.state), entry);
    case EntryKind::Subscription:
        return stateText((entry.flags & ServerSide) != 0
                                 && entry.state == std::uint8_t(ChannelState::Subscribed)
                             ? Tr::tr("subscribed by the server")
                             : channelWord(entry.state),
                         entry);
    case EntryKind::Error:
        return stateText(layerWord(entry.state), entry);
    case EntryKind::Loss:
        return entry.payload.empty() ? Tr::tr("%1 dropped").arg(entry.code)
                                     : previewText(entry.payload);
    case EntryKind::Trim:
        return trimText(entry);
    }
    return {};
}
