// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/explanationsources.h"

#include "centrifuge/api/serverapi.h"
#include "centrifuge/transport/transport.h"

#include <QCoreApplication>

using Centrifuge::Error;
using Centrifuge::ErrorLayer;
using Centrifuge::LocalError;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("Explanation", text)

LayerText localText(int code)
{
    switch (static_cast<LocalError>(code)) {
    case LocalError::Disabled:
        return {TEXT("Publishing is disabled"), TEXT("There is no API key, so nothing was sent."),
                TEXT("Set CENTRIFUGO_API_KEY to the server's key, or CENTRIFUGO_NO_API_KEY=1 where "
                     "it asks for none, or start the local server."),
                QStringLiteral("export CENTRIFUGO_API_KEY=")};
    case LocalError::MissingSecret:
        return {TEXT("There is nothing to connect with"),
                TEXT("There is neither a secret to mint tokens with nor a ready token."),
                TEXT("Set CENTRIFUGO_TOKEN_HMAC_SECRET to the server's secret, or CENTRIFUGO_TOKEN "
                     "to a ready token, or CENTRIFUGO_NO_TOKEN=1 where it needs none, or start the "
                     "local server."),
                QStringLiteral("export CENTRIFUGO_TOKEN_HMAC_SECRET=")};
    case LocalError::Unauthorized:
        return {TEXT("There is no token for this"), TEXT("No token could be made or renewed here."),
                TEXT("Give a new token, or set CENTRIFUGO_TOKEN_HMAC_SECRET.")};
    case LocalError::BadArgument:
        return {TEXT("Something given can't be used"), TEXT("A value is wrong; nothing was sent."),
                TEXT("Correct the value and try again.")};
    case LocalError::Closed:
        return {TEXT("The connection was ended here"),
                TEXT("It was closed before the answer came."), TEXT("Connect again to go on.")};
    case LocalError::None:
        break;
    }
    return {TEXT("It did not get as far as the server"),
            TEXT("Something here prevented it; nothing was sent."), TEXT("Try again.")};
}

/** For a token that can't be had now: its file is empty, it has expired already. */
LayerText noTokenText(const ExplanationTemplate &format)
{
    return {TEXT("There is no fresh token"),
            TEXT("A token is needed to connect, and a new one before the old one ends; none can be "
                 "had here just now."),
            format.context().tokenFile.isEmpty()
                ? TEXT("Set this machine's clock; with a ready token, get a new one.")
                : TEXT("Write a new token to the file {tokenfile}; it is read again before each "
                       "attempt.")};
}

LayerText webSocketText(int code)
{
    if (code == 1009) {
        return {TEXT("What was sent is too large for the server"),
                TEXT("The server closed because of its own limit on what it is sent at once, 64 "
                     "KiB by default: most often a very long token or too large data for the "
                     "connect. What it sends has another limit, which is not this one."),
                TEXT("Send less, or raise the server's limit."),
                QStringLiteral("{\"websocket\": {\"message_size_limit\": 1048576}}")};
    }
    if (code == 1008) {
        return {TEXT("A limit ended the connection"),
                TEXT("One side made the other hold more than it allows."),
                TEXT("Check that {url} is the server you mean: Centrifugo reads what it is sent, "
                     "and subscribes to few channels by itself.")};
    }
    if (code == 1007) {
        return {TEXT("A message was not valid text"),
                TEXT("Somebody published bytes that are not UTF-8 into a watched channel, and this "
                     "connection speaks JSON."),
                TEXT("Connect with the Protobuf wire format, which carries any bytes.")};
    }
    return {TEXT("The connection was lost"),
            TEXT("The server, a proxy or the network ended it without Centrifugo's reason."),
            TEXT("Nothing to do if it comes back; else check that the server at {url} runs.")};
}

LayerText timeoutText(const ExplanationTemplate &format)
{
    if (format.isPublish()) {
        return {TEXT("The server did not answer in time"),
                TEXT("The server is overloaded or a firewall swallows what is sent. Whether the "
                     "message was published is not known."),
                TEXT("Watch for the message before you publish it again.")};
    }
    if (format.context().asksAllNodes) {
        return {TEXT("The server did not answer in time"),
                TEXT("A node of the server has just ended or hangs, and the others wait for its "
                     "answer; or a firewall swallows what is sent to {url}."),
                TEXT("Ask again in some seconds, when the others no longer count on the node; "
                     "`info` lists those that are there.")};
    }
    return {TEXT("The server did not answer in time"),
            TEXT("A firewall swallows what is sent, the server is overloaded, or something other "
                 "than Centrifugo listens at {url}."),
            TEXT("Check the address, and whether the server answers from another machine.")};
}

LayerText protocolText(int code, const ExplanationTemplate &format)
{
    if (code == Centrifuge::FrameLimitExceeded) {
        return {TEXT("What the server sent is larger than the frame limit"),
                TEXT("This is a limit of this program, not of the server: on what it takes at "
                     "once, several messages or all that a recovery brings."),
                TEXT("Raise the frame limit: in the profile under Network, or with --frame-limit. "
                     "The server's `message_size_limit` is not about this.")};
    }
    if (format.isQuery() && code == Centrifuge::ListTooLarge) {
        return {TEXT("The list is too long"),
                TEXT("This is a limit of this program, not of the server: on what it takes at "
                     "once."),
                TEXT("Ask for fewer channels, with a pattern.")};
    }
    if (const auto wrongPath = findWrongPath(format)) {
        return *wrongPath;
    }
    return {TEXT("The answer can't be read"),
            TEXT("Something other than Centrifugo answers at {url}, most often a proxy's or "
                 "web server's page, or plain HTTP meets TLS."),
            TEXT("Check the address, its scheme and port.")};
}

LayerText layerText(const Error &error, const ExplanationTemplate &format)
{
    switch (error.layer) {
    case ErrorLayer::NameResolution:
        return {TEXT("The host has no address"),
                TEXT("The name in {url} is misspelt, or this machine's DNS or VPN does not know "
                     "it. Names of containers are known only inside Docker."),
                TEXT("Check the name; for a server in Docker on this machine use `localhost`.")};
    case ErrorLayer::Tcp:
        return tcpText(error, format);
    case ErrorLayer::Http:
        return httpText(error, format);
    case ErrorLayer::WebSocket:
        return webSocketText(error.code);
    case ErrorLayer::Timeout:
        return timeoutText(format);
    case ErrorLayer::Protocol:
        return protocolText(error.code, format);
    case ErrorLayer::Local:
    case ErrorLayer::Server:
    case ErrorLayer::Tls: // has more words of its own
        break;
    }
    const bool isToken = error.temporary && error.code == int(LocalError::None);
    return isToken && !format.isApi() ? noTokenText(format) : localText(error.code);
}

#undef TEXT

bool hasUsefulNumber(const Error &error)
{
    return error.layer == ErrorLayer::Http
        || (error.layer == ErrorLayer::WebSocket && error.code != 0);
}

Explanation explainByText(const Error &error, const ExplanationTemplate &format)
{
    const LayerText words = layerText(error, format);
    return {format.filled(words.what), format.filled(words.cause), format.filled(words.fix),
            words.snippet};
}

} // namespace

Explanation explainLayer(const Error &error, const ExplanationTemplate &format)
{
    Explanation explanation =
        error.layer == ErrorLayer::Tls ? explainTls(error, format) : explainByText(error, format);
    if (hasUsefulNumber(error)) {
        const QString layer =
            error.layer == ErrorLayer::Http ? QStringLiteral("HTTP") : QStringLiteral("WebSocket");
        explanation.title += QStringLiteral(" (%1 %2)").arg(layer).arg(error.code);
    }
    if (!error.message.isEmpty()) {
        explanation.cause += u' ' + peerText(error.message);
    }
    return explanation;
}

Explanation explainLocalServer(const Error &error, const ExplanationTemplate &format)
{
    Explanation explanation;
    explanation.title =
        format.filled(QT_TRANSLATE_NOOP("Explanation", "The local server is not running"));
    explanation.cause = error.message.isEmpty()
        ? format.filled(QT_TRANSLATE_NOOP("Explanation", "It ended or could not be started."))
        : peerText(error.message);
    explanation.fix = format.filled(
        QT_TRANSLATE_NOOP("Explanation",
                          "Start it again. If it keeps ending, set CENTRIFUGO_WS_URL and the other "
                          "variables to use another server."));
    explanation.willRetry = error.temporary;
    return explanation;
}
