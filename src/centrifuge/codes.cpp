// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codes.h"

#include <algorithm>
#include <array>

namespace Centrifuge {

namespace {

using enum CodeKind;

constexpr auto Codes = std::to_array<CodeEntry>({
    {Error, 100, u"internal server error", u"The server failed; trying again may help."},
    {Error, 101, u"unauthorized", u"The server does not know who is asking."},
    {Error, 102, u"unknown channel", u"The channel's namespace is not configured on the server."},
    {Error, 103, u"permission denied", u"This user may not do that with this channel."},
    {Error, 104, u"method not found", u"The server does not know this method."},
    {Error, 105, u"already subscribed", u"This connection already has the channel."},
    {Error, 106, u"limit exceeded",
     u"A limit of the server is reached, such as channels per client."},
    {Error, 107, u"bad request", u"The server could not accept the request as it was written."},
    {Error, 108, u"not available", u"The feature is switched off for this channel."},
    {Error, 109, u"token expired", u"The token has expired or is not valid yet."},
    {Error, 110, u"expired", u"The new expiry is already in the past."},
    {Error, 111, u"too many requests",
     u"The server asks to slow down; trying again later may help."},
    {Error, 112, u"unrecoverable position",
     u"The position is not in the channel's history any more."},
    {Error, 113, u"concurrent pagination", u"The state changed while it was read; try again."},

    {Disconnect, 3000, u"connection closed", u"The connection was closed."},
    {Disconnect, 3001, u"shutdown", u"The server is shutting down or restarting."},
    {Disconnect, 3004, u"internal server error", u"The server failed."},
    {Disconnect, 3005, u"connection expired", u"The token expired and no new one came in time."},
    {Disconnect, 3006, u"subscription expired",
     u"A subscription expired and was not refreshed in time."},
    {Disconnect, 3008, u"slow",
     u"This client read too slowly and its queue on the server ran full."},
    {Disconnect, 3009, u"write error", u"The server could not write to the connection."},
    {Disconnect, 3010, u"insufficient state", u"The server lost track of the connection's state."},
    {Disconnect, 3011, u"force reconnect", u"The server asks the client to reconnect."},
    {Disconnect, 3012, u"no pong", u"The server got no answer to its ping."},
    {Disconnect, 3013, u"too many requests", u"The server asks to slow down."},
    {Disconnect, 3014, u"state invalidated", u"Token and positions are no longer valid."},
    {Disconnect, 3500, u"invalid token",
     u"The token is not valid: wrong secret, claims or format."},
    {Disconnect, 3501, u"bad request", u"The server could not accept what the client sent."},
    {Disconnect, 3502, u"stale", u"The client did not authenticate in time."},
    {Disconnect, 3503, u"force disconnect", u"The server disconnected this client on purpose."},
    {Disconnect, 3504, u"connection limit", u"The server has too many connections."},
    {Disconnect, 3505, u"channel limit", u"The connection has too many channels."},
    {Disconnect, 3506, u"inappropriate protocol", u"A payload cannot be sent in this wire format."},
    {Disconnect, 3507, u"permission denied", u"This user may not connect."},
    {Disconnect, 3508, u"not available", u"The feature is not available on this server."},
    {Disconnect, 3509, u"too many errors", u"The client caused too many errors."},

    {Unsubscribe, 2000, u"server unsubscribe", u"The server ended the subscription on purpose."},
    {Unsubscribe, 2500, u"insufficient state", u"The server found a gap in the stream."},
    {Unsubscribe, 2501, u"subscription expired", u"The subscription token expired."},
    {Unsubscribe, 2502, u"state invalidated",
     u"Subscription token and position are no longer valid."},
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
