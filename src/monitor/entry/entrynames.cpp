// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entrynames.h"

#include "monitor/entry/entry.h"

#include <array>

// By this name Qt's tools find what is to be translated; this library does without Qt.
#define QT_TRANSLATE_NOOP(context, text) text
#define LABEL(text) QT_TRANSLATE_NOOP("EntryText", text)

namespace {

constexpr EntryName NoName;

// In the order of EntryKind; behind them how a publication came.
constexpr std::array<EntryName, 16> Kinds{{
    {LABEL("publication"), "publication"},
    {LABEL("join"), "join"},
    {LABEL("leave"), "leave"},
    {LABEL("connection"), "state"},
    {LABEL("subscription"), "subscription"},
    {LABEL("error"), "error"},
    {LABEL("gap"), "gap"},
    {LABEL("not decodable"), "undecodable"},
    {LABEL("loss"), "loss"},
    {LABEL("fetch"), "fetch"},
    {LABEL("let go"), "trim"},
    {LABEL("possible gap"), "possible_gap"},
    {LABEL("no gap"), "no_gap"},
    {LABEL("recovered"), "recovered"},
    {LABEL("fetched"), "fetched"},
    {LABEL("backlog"), "backlog"},
}};
constexpr std::size_t KindCount = std::size_t(LastEntryKind) + 1;
constexpr std::size_t RecoveredName = KindCount;
constexpr std::size_t FetchedName = KindCount + 1;
constexpr std::size_t BacklogName = KindCount + 2;
static_assert(Kinds.size() == KindCount + 3);

// In the order of SessionState, ChannelState and Centrifuge::ErrorLayer.
constexpr std::array<EntryName, 18> States{{
    {LABEL("disabled"), "disabled"},
    {LABEL("offline"), "offline"},
    {LABEL("connecting"), "connecting"},
    {LABEL("live"), "live"},
    {LABEL("refused"), "refused"},
    {LABEL("partial"), "partial"},
    {LABEL("unsubscribed"), "unsubscribed"},
    {LABEL("subscribing"), "subscribing"},
    {LABEL("subscribed"), "subscribed"},
    {LABEL("not sent"), "local"},
    {LABEL("name resolution"), "name_resolution"},
    {"TCP", "tcp"},
    {"TLS", "tls"},
    {"HTTP", "http"},
    {"WebSocket", "websocket"},
    {LABEL("time-out"), "timeout"},
    {LABEL("not readable"), "protocol"},
    {LABEL("server"), "server"},
}};
constexpr std::size_t SessionCount = std::size_t(SessionState::Partial) + 1;
constexpr std::size_t ChannelCount = std::size_t(ChannelState::Subscribed) + 1;
constexpr std::size_t LayerCount = std::size_t(Centrifuge::LastErrorLayer) + 1;
static_assert(States.size() == SessionCount + ChannelCount + LayerCount);

constexpr std::array<EntryName, 3> Limits{
    {{"entries", "entries"}, {"memory", "memory"}, {"disk", "disk"}}};

const EntryName &stateAt(std::size_t first, std::size_t count, std::size_t value)
{
    return value < count ? States[first + value] : NoName;
}

} // namespace

const EntryName &nameOf(EntryKind kind)
{
    return std::size_t(kind) < KindCount ? Kinds[std::size_t(kind)] : NoName;
}

const EntryName &nameOf(SessionState state)
{
    return stateAt(0, SessionCount, std::size_t(state));
}

const EntryName &nameOf(ChannelState state)
{
    return stateAt(SessionCount, ChannelCount, std::size_t(state));
}

const EntryName &nameOf(TrimLimit limit)
{
    return std::size_t(limit) < Limits.size() ? Limits[std::size_t(limit)] : NoName;
}

const EntryName &nameOf(Centrifuge::ErrorLayer layer)
{
    return stateAt(SessionCount + ChannelCount, LayerCount, std::size_t(layer));
}

const EntryName &kindName(const Entry &entry)
{
    if (entry.kind != EntryKind::Publication) {
        return nameOf(entry.kind);
    }
    if ((entry.flags & Fetched) != 0) {
        return Kinds[FetchedName];
    }
    if ((entry.flags & Backlog) != 0) {
        return Kinds[BacklogName];
    }
    return (entry.flags & Recovered) != 0 ? Kinds[RecoveredName] : nameOf(entry.kind);
}

const EntryName &stateName(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Connection:
        return nameOf(entry.sessionState());
    case EntryKind::Subscription:
        return nameOf(entry.channelState());
    case EntryKind::Error:
        return nameOf(entry.errorLayer());
    default:
        return NoName;
    }
}

void setStateLine(std::string &line, const Entry &entry)
{
    line = stateName(entry).label;
    if (line.empty()) {
        return;
    }
    if (entry.code() != 0) {
        line += " \u00b7 ";
        line += std::to_string(entry.code());
    }
    if (!entry.payload.empty()) {
        line += entry.code() != 0 ? " " : " \u00b7 ";
        line += entry.payload;
    }
}

std::span<const EntryName> kindNames()
{
    return Kinds;
}

std::span<const EntryName> stateNames()
{
    return States;
}
