// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/eventmembers.h"

#include <array>
#include <initializer_list>

namespace {

// Each has a bit.
constexpr std::array<std::string_view, 24> MemberNames{
    "kind", "received_at", "entry",     "channel", "offset",  "epoch",    "tags",        "info",
    "data", "data_base64", "recovered", "backlog", "fetched", "not_kept", "size",        "reason",
    "code", "count",       "state",     "layer",   "limit",   "complete", "server_side", "watcher"};
constexpr MemberSet bitOf(std::string_view name)
{
    for (std::size_t i = 0; i < MemberNames.size(); ++i) {
        if (MemberNames[i] == name) {
            return MemberSet(1) << i;
        }
    }
    return 0;
}

constexpr MemberSet membersOf(std::initializer_list<std::string_view> names)
{
    MemberSet result = 0;
    for (const std::string_view name : names) {
        result |= bitOf(name);
    }
    return result;
}

struct EventMembers
{
    MemberSet required = 0;
    MemberSet optional = 0;
};

constexpr EventMembers eventMembersOf(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Publication:
        return {0,
                membersOf({"channel", "offset", "epoch", "tags", "recovered", "backlog", "fetched",
                           "not_kept", "size", "data", "data_base64"})};
    case EntryKind::Join:
    case EntryKind::Leave:
        return {membersOf({"channel", "info"}), 0};
    case EntryKind::Connection:
        return {membersOf({"state", "code", "reason"}), 0};
    case EntryKind::Subscription:
        return {membersOf({"channel", "state", "code", "reason"}), membersOf({"server_side"})};
    case EntryKind::Error:
        return {membersOf({"channel", "layer", "code", "reason"}), 0};
    case EntryKind::Gap:
        return {membersOf({"channel", "count", "reason"}), 0};
    case EntryKind::PossibleGap:
    case EntryKind::NoGap:
        return {membersOf({"channel", "reason"}), 0};
    case EntryKind::Undecodable:
        return {membersOf({"channel", "data_base64"}), 0};
    case EntryKind::Fetch:
        return {membersOf({"channel", "complete", "code", "reason"}), 0};
    case EntryKind::Trim:
        return {membersOf({"limit", "count"}), 0};
    case EntryKind::Loss:
        break;
    }
    return {membersOf({"channel", "count"}), 0};
}

constexpr MemberSet AnyKind = membersOf({"kind", "watcher", "received_at", "entry"});
constexpr MemberSet NotKeptMembers = membersOf({"not_kept", "size"});

} // namespace

MemberSet memberOf(std::string_view name)
{
    return bitOf(name);
}

bool mayBeNull(MemberSet member)
{
    return (member & membersOf({"channel", "offset", "epoch", "count"})) != 0;
}

bool areMembersOf(EntryKind kind, MemberSet members)
{
    const auto [required, optional] = eventMembersOf(kind);
    if ((members & required) != required || (members & ~(AnyKind | required | optional)) != 0) {
        return false;
    }
    // A publication has its data in one form, or says how large it was.
    const MemberSet content = members & (NotKeptMembers | membersOf({"data", "data_base64"}));
    return kind != EntryKind::Publication || content == NotKeptMembers || content == bitOf("data")
        || content == bitOf("data_base64");
}
