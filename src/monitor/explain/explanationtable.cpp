// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/explanationtable.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace {

using enum Centrifuge::CodeKind;
using enum SnippetPlace;

#define TEXT(text) QT_TRANSLATE_NOOP("Explanation", text)

constexpr auto Table = std::to_array<CodeExplanation>({
    {Error, 100, TEXT("The server failed internally"),
     TEXT("Something behind the server is broken or overloaded: its Redis or database, or a proxy "
          "endpoint of the application."),
     TEXT("Look into the server's log at this time; the cause is named only there.")},
    {Error, 101, TEXT("The server does not know who is asking"),
     TEXT("The connection has no user, and the server lets nobody in without one."),
     TEXT("Connect with a token whose `sub` is the user's id, or allow anonymous users."), Top,
     "\"client\": {\"allow_anonymous_connect_without_token\": true}"},
    {Error, 102, TEXT("The server does not know this channel"),
     TEXT("The namespace {namespace} is not configured. The namespace is what stands before the "
          "first `:` of the channel {channel}."),
     TEXT("Check the spelling, or add the namespace to the configuration."), Channel,
     "\"allow_subscribe_for_client\": true"},
    {Error, 103, TEXT("This user may not do that with this channel"),
     TEXT("The user {user} has no permission for the channel {channel}: clients may subscribe only "
          "where the namespace allows it."),
     TEXT("Allow it in the namespace, or use a channel this user may see."), Channel,
     "\"allow_subscribe_for_client\": true"},
    {Error, 104, TEXT("The server does not know this method"),
     TEXT("The server is older than the feature, or the address is not that of Centrifugo's API."),
     TEXT("Check the address and update the server.")},
    {Error, 105, TEXT("This connection already has the channel"),
     TEXT("The server subscribed the connection to {channel} by itself, through the token or its "
          "API."),
     TEXT("Nothing is lost: remove the channel from the list, or from the token's `channels`.")},
    {Error, 106, TEXT("A limit of the server is reached"),
     TEXT("Most often there are more channels on this connection than it allows (128 by default)."),
     TEXT("Watch fewer channels, or raise the limit."), Top,
     "\"client\": {\"channel_limit\": 512}"},
    {Error, 107, TEXT("The server could not accept the request"),
     TEXT("The channel's name is empty, longer than 255 bytes or not ASCII, or the data is missing "
          "or not JSON."),
     TEXT("Check the channel's name and the data. Longer names can be allowed."), Top,
     "\"channel\": {\"max_length\": 512}"},
    {Error, 108, TEXT("The feature is switched off for this channel"),
     TEXT("Presence and history are off by default, for each namespace. They are off in "
          "{namespace}."),
     TEXT("Switch on what is needed there; history needs both a size and a time."), Channel,
     "\"presence\": true, \"history_size\": 100, \"history_ttl\": \"300s\", "
     "\"allow_presence_for_subscriber\": true, \"allow_history_for_subscriber\": true"},
    {Error, 109, TEXT("The token has expired or is not valid yet"),
     TEXT("The token's time (`exp` or `nbf`) does not fit the server's clock."),
     TEXT("A minted token is renewed by itself. A ready one (CENTRIFUGO_TOKEN) has to be replaced; "
          "if it is fresh, compare the clocks of the two machines.")},
    {Error, 110, TEXT("The new expiry is already in the past"),
     TEXT("A token was refreshed with one whose time is already over."),
     TEXT("Compare the clocks of the two machines and use a longer time to live.")},
    {Error, 111, TEXT("The server asks to slow down"),
     TEXT("More requests came in a short time than the server allows."),
     TEXT("Wait, send less often, or raise the server's rate limit.")},
    {Error, 112, TEXT("The position is not in the history any more"),
     TEXT("The history of {channel} was cut (by its size or time) or began again: the server "
          "restarted with the memory engine, and so has a new epoch."),
     TEXT("Start from the present position; keep more history if this happens often."), Channel,
     "\"history_size\": 1000, \"history_ttl\": \"3600s\", \"force_recovery\": true"},
    {Error, 113, TEXT("The state changed while it was read"),
     TEXT("Somebody else changed the same data at the same time."),
     TEXT("Trying again is enough.")},

    {Disconnect, 3000, TEXT("The connection was closed"),
     TEXT("The server saw the connection end without a close frame."),
     TEXT("Nothing to do if it comes back; else look at the network and proxies between.")},
    {Disconnect, 3001, TEXT("The server is shutting down or restarting"),
     TEXT("Somebody stopped or redeployed the server."),
     TEXT("Nothing to do if it comes back; else start the server at {url}.")},
    {Disconnect, 3004, TEXT("The server failed internally"),
     TEXT("Something behind the server is broken or overloaded: its Redis or database, or a proxy "
          "endpoint of the application."),
     TEXT("Look into the server's log at this time; the cause is named only there.")},
    {Disconnect, 3005, TEXT("The connection's token expired"),
     TEXT("No new token reached the server before the old one's `exp`."),
     TEXT("A minted token is renewed by itself. A ready one (CENTRIFUGO_TOKEN) has to be replaced. "
          "Where refreshing takes long, give more time."),
     Top, "\"client\": {\"expired_close_delay\": \"60s\"}"},
    {Disconnect, 3006, TEXT("A subscription expired"),
     TEXT("A subscription token was not refreshed in time."),
     TEXT("Use subscription tokens with a longer time to live, or give more time to refresh them."),
     Top, "\"client\": {\"expired_sub_close_delay\": \"60s\"}"},
    {Disconnect, 3008, TEXT("This client read too slowly"),
     TEXT(
         "Messages came faster than they could be sent here, or one alone is larger than the queue "
         "on the server takes (1 MiB by default), which ended the connection."),
     TEXT("Raise the limit above the largest message, use a faster network, or watch fewer "
          "channels. What was missed is fetched from the history where there is one."),
     Top, "\"client\": {\"queue_max_size\": 8388608}"},
    {Disconnect, 3009, TEXT("The server could not write to the connection"),
     TEXT("The network between was lost or too slow."),
     TEXT("Nothing to do if it comes back; else look at the network and proxies between.")},
    {Disconnect, 3010, TEXT("The server lost track of the connection's state"),
     TEXT("A message was missing between the server's nodes, or a refreshed token lists other "
          "channels than the first one."),
     TEXT("Nothing is lost where recovery is on. If it repeats, check Redis and that refreshed "
          "tokens keep their channels.")},
    {Disconnect, 3011, TEXT("The server asks to reconnect"),
     TEXT("Somebody asked for it through the API, for example to spread the load."),
     TEXT("Nothing to do.")},
    {Disconnect, 3012, TEXT("The server got no answer to its ping"),
     TEXT("This machine slept or was too busy, or a proxy holds messages back."),
     TEXT("If it repeats, look at proxies between, or give more time."), Top,
     "\"client\": {\"ping_interval\": \"25s\", \"pong_timeout\": \"8s\"}"},
    {Disconnect, 3013, TEXT("The server asks to slow down"),
     TEXT("This connection sent more commands in a short time than the server allows."),
     TEXT("Watch fewer channels, or raise the server's rate limit.")},
    {Disconnect, 3014, TEXT("The connection's state is no longer valid"),
     TEXT("The server asked to forget the token and all positions, for example after permissions "
          "changed."),
     TEXT("A new token is minted by itself. A ready one (CENTRIFUGO_TOKEN) has to be replaced.")},
    {Disconnect, 3500, TEXT("The server does not accept the token"),
     TEXT("Most often the secret here is not the server's. Also possible: the server demands an "
          "`aud` or `iss` (`audience`, `issuer` of its configuration) that the minted token does "
          "not have; a subscription token is for another user than {user}; or the algorithm is "
          "not the server's."),
     TEXT("Set CENTRIFUGO_TOKEN_HMAC_SECRET to the secret that the server has at the place below. "
          "Where it demands `aud` or `iss`, give them as CENTRIFUGO_TOKEN_CLAIMS. The server's log "
          "names the exact reason."),
     Top, "\"client\": {\"token\": {\"hmac_secret_key\": \"the same secret\"}}"},
    {Disconnect, 3501, TEXT("The server could not accept what the client sent"),
     TEXT("The connection came without a token where one is needed, or the server speaks another "
          "version of the protocol."),
     TEXT("Give a secret or a token. If there is one, check that {url} is Centrifugo's WebSocket "
          "address and update the server. To let in users without a token, say so on the server."),
     Top, "\"client\": {\"allow_anonymous_connect_without_token\": true}"},
    {Disconnect, 3502, TEXT("The connection did not authenticate in time"),
     TEXT("The socket was open, but no token arrived within 10 s: a slow network, a proxy that "
          "holds messages back, or a server that is overloaded."),
     TEXT("Try again; if it repeats, give more time."), Top,
     "\"client\": {\"stale_close_delay\": \"30s\"}"},
    {Disconnect, 3503, TEXT("The server disconnected this user on purpose"),
     TEXT("Somebody called the API method `disconnect` for the user {user}."),
     TEXT("Connect again once that is meant to be possible.")},
    {Disconnect, 3504, TEXT("The server has too many connections"),
     TEXT("A limit on connections, of the node or of the user {user}, is reached."),
     TEXT("Close other connections, or raise the limit."), Top,
     "\"client\": {\"connection_limit\": 10000, \"user_connection_limit\": 10}"},
    {Disconnect, 3505, TEXT("The connection has too many channels"),
     TEXT("The token or the server subscribes to more channels than a connection may have (128 by "
          "default)."),
     TEXT("Use fewer channels, or raise the limit."), Top, "\"client\": {\"channel_limit\": 512}"},
    {Disconnect, 3506, TEXT("A message can't be sent in this wire format"),
     TEXT("Somebody published binary data into a watched channel, and this connection speaks "
          "JSON."),
     TEXT("Connect with the Protobuf wire format, which carries any bytes.")},
    {Disconnect, 3507, TEXT("This user may not connect"),
     TEXT("The server or its connect proxy refused the user {user}."),
     TEXT("Use another user, or allow this one in the application.")},
    {Disconnect, 3508, TEXT("The feature is not available on this server"),
     TEXT("The client asked for something that the server has switched off."),
     TEXT("Check the server's configuration and log.")},
    {Disconnect, 3509, TEXT("The client caused too many errors"),
     TEXT("The server gave up on this connection after many failed commands."),
     TEXT("See the error rows before this one, and solve these first.")},

    {Unsubscribe, 2000, TEXT("The server ended the subscription on purpose"),
     TEXT("Somebody called the API method `unsubscribe` for the user {user} and {channel}."),
     TEXT("Add the channel again once that is meant to be possible.")},
    {Unsubscribe, 2500, TEXT("The server found a gap in the channel's stream"),
     TEXT("A message of {channel} was lost on the way between the server's nodes."),
     TEXT("Nothing to do: the channel is subscribed again, and recovers where history is on.")},
    {Unsubscribe, 2501, TEXT("The subscription expired"),
     TEXT("The subscription token for {channel} was not refreshed in time."),
     TEXT("Use subscription tokens with a longer time to live, or give more time to refresh them."),
     Top, "\"client\": {\"expired_sub_close_delay\": \"60s\"}"},
    {Unsubscribe, 2502, TEXT("The subscription's state is no longer valid"),
     TEXT("The server asked to forget the position and token of {channel}."),
     TEXT("Nothing to do: the channel is subscribed anew, from the present on.")},
});

#undef TEXT

} // namespace

std::span<const CodeExplanation> allCodeExplanations()
{
    return Table;
}

const CodeExplanation *findCodeExplanation(Centrifuge::CodeKind kind, std::uint32_t code)
{
    const auto found = std::ranges::find_if(Table, [kind, code](const CodeExplanation &row) {
        return row.kind == kind && row.code == code;
    });
    return found == Table.end() ? nullptr : &*found;
}
