// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entrynames.h"

#include <array>

namespace {

constexpr std::array<std::string_view, 16> Kinds = {
    "publication", "join",          "leave",   "connection", "subscription", "error",
    "gap",         "not decodable", "loss",    "fetch",      "let go",       "possible gap",
    "no gap",      "recovered",     "fetched", "backlog"};
constexpr std::size_t RecoveredWord = std::size_t(LastEntryKind) + 1;
constexpr std::size_t FetchedWord = RecoveredWord + 1;
constexpr std::size_t BacklogWord = RecoveredWord + 2;

constexpr std::size_t SessionWords = 6;
constexpr std::size_t ChannelWords = 3;
constexpr std::size_t LayerWords = 9;
// In the order of SessionState, ChannelState and the layers of an error.
constexpr std::array<std::string_view, SessionWords + ChannelWords + LayerWords> States = {
    "disabled",     "offline",     "connecting", "live",     "refused",         "partial",
    "unsubscribed", "subscribing", "subscribed", "not sent", "name resolution", "TCP",
    "TLS",          "HTTP",        "WebSocket",  "time-out", "not readable",    "server"};

std::string_view wordAt(std::size_t first, std::size_t count, std::uint8_t state)
{
    return state < count ? States[first + state] : std::string_view();
}

} // namespace

std::string_view kindWord(const Entry &entry)
{
    if (entry.kind == EntryKind::Publication) {
        if ((entry.flags & Fetched) != 0) {
            return Kinds[FetchedWord];
        }
        if ((entry.flags & Backlog) != 0) {
            return Kinds[BacklogWord];
        }
        return (entry.flags & Recovered) != 0 ? Kinds[RecoveredWord] : Kinds[0];
    }
    const auto kind = static_cast<std::size_t>(entry.kind);
    return kind < RecoveredWord ? Kinds[kind] : std::string_view();
}

std::string_view stateWord(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Connection:
        return wordAt(0, SessionWords, entry.state);
    case EntryKind::Subscription:
        return wordAt(SessionWords, ChannelWords, entry.state);
    case EntryKind::Error:
        return wordAt(SessionWords + ChannelWords, LayerWords, entry.state);
    default:
        return {};
    }
}

void setStateLine(std::string &line, const Entry &entry)
{
    line = stateWord(entry);
    if (line.empty()) {
        return;
    }
    if (entry.code != 0) {
        line += " \u00b7 ";
        line += std::to_string(entry.code);
    }
    if (!entry.payload.empty()) {
        line += entry.code != 0 ? " " : " \u00b7 ";
        line += entry.payload;
    }
}

std::uint32_t codeOf(const Entry &entry)
{
    const bool isCount = entry.kind == EntryKind::Loss || entry.kind == EntryKind::Trim
        || entry.kind == EntryKind::Gap || entry.kind == EntryKind::Publication;
    return isCount ? 0 : entry.code;
}

std::span<const std::string_view> kindWords()
{
    return Kinds;
}

std::span<const std::string_view> stateWords()
{
    return States;
}
