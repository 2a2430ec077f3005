// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codes.h"

#include <algorithm>
#include <array>

namespace Centrifuge {

namespace {

constexpr auto Codes = std::to_array<CodeEntry>({
    {CodeKind::Error, ErrorCode::InternalServerError, u"internal server error"},
    {CodeKind::Error, ErrorCode::Unauthorized, u"unauthorized"},
    {CodeKind::Error, ErrorCode::UnknownChannel, u"unknown channel"},
    {CodeKind::Error, ErrorCode::PermissionDenied, u"permission denied"},
    {CodeKind::Error, ErrorCode::MethodNotFound, u"method not found"},
    {CodeKind::Error, ErrorCode::AlreadySubscribed, u"already subscribed"},
    {CodeKind::Error, ErrorCode::LimitExceeded, u"limit exceeded"},
    {CodeKind::Error, ErrorCode::BadRequest, u"bad request"},
    {CodeKind::Error, ErrorCode::NotAvailable, u"not available"},
    {CodeKind::Error, ErrorCode::TokenExpired, u"token expired"},
    {CodeKind::Error, ErrorCode::Expired, u"expired"},
    {CodeKind::Error, ErrorCode::TooManyRequests, u"too many requests"},
    {CodeKind::Error, ErrorCode::UnrecoverablePosition, u"unrecoverable position"},
    {CodeKind::Error, ErrorCode::ConcurrentPagination, u"concurrent pagination"},

    {CodeKind::Disconnect, DisconnectCode::ConnectionClosed, u"connection closed"},
    {CodeKind::Disconnect, DisconnectCode::Shutdown, u"shutdown"},
    {CodeKind::Disconnect, DisconnectCode::InternalServerError, u"internal server error"},
    {CodeKind::Disconnect, DisconnectCode::ConnectionExpired, u"connection expired"},
    {CodeKind::Disconnect, DisconnectCode::SubscriptionExpired, u"subscription expired"},
    {CodeKind::Disconnect, DisconnectCode::Slow, u"slow"},
    {CodeKind::Disconnect, DisconnectCode::WriteError, u"write error"},
    {CodeKind::Disconnect, DisconnectCode::InsufficientState, u"insufficient state"},
    {CodeKind::Disconnect, DisconnectCode::ForceReconnect, u"force reconnect"},
    {CodeKind::Disconnect, DisconnectCode::NoPong, u"no pong"},
    {CodeKind::Disconnect, DisconnectCode::TooManyRequests, u"too many requests"},
    {CodeKind::Disconnect, DisconnectCode::StateInvalidated, u"state invalidated"},
    {CodeKind::Disconnect, DisconnectCode::InvalidToken, u"invalid token"},
    {CodeKind::Disconnect, DisconnectCode::BadRequest, u"bad request"},
    {CodeKind::Disconnect, DisconnectCode::Stale, u"stale"},
    {CodeKind::Disconnect, DisconnectCode::ForceDisconnect, u"force disconnect"},
    {CodeKind::Disconnect, DisconnectCode::ConnectionLimit, u"connection limit"},
    {CodeKind::Disconnect, DisconnectCode::ChannelLimit, u"channel limit"},
    {CodeKind::Disconnect, DisconnectCode::InappropriateProtocol, u"inappropriate protocol"},
    {CodeKind::Disconnect, DisconnectCode::PermissionDenied, u"permission denied"},
    {CodeKind::Disconnect, DisconnectCode::NotAvailable, u"not available"},
    {CodeKind::Disconnect, DisconnectCode::TooManyErrors, u"too many errors"},

    {CodeKind::Unsubscribe, UnsubscribeCode::ServerUnsubscribe, u"server unsubscribe"},
    {CodeKind::Unsubscribe, UnsubscribeCode::InsufficientState, u"insufficient state"},
    {CodeKind::Unsubscribe, UnsubscribeCode::SubscriptionExpired, u"subscription expired"},
    {CodeKind::Unsubscribe, UnsubscribeCode::StateInvalidated, u"state invalidated"},
});

} // namespace

std::span<const CodeEntry> allCodes()
{
    return Codes;
}

const CodeEntry *findCode(CodeKind kind, std::uint32_t code)
{
    const auto found = std::ranges::find_if(Codes, [kind, code](const CodeEntry &entry) {
        return entry.kind == kind && entry.code == code;
    });
    return found == Codes.end() ? nullptr : &*found;
}

} // namespace Centrifuge
