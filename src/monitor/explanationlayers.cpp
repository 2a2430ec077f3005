// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explanationsources.h"

#include <QCoreApplication>

using Centrifuge::Error;
using Centrifuge::ErrorLayer;
using Centrifuge::LocalError;

namespace {

/** Untranslated; filled by ExplainedPlace. */
struct Words
{
    const char *what;
    const char *cause;
    const char *fix;
    const char *snippet = "";
};

#define TEXT(text) QT_TRANSLATE_NOOP("Explanation", text)

Words upgradeWords(int status)
{
    switch (status) {
    case 401:
        return {TEXT("The address asks for a login"),
                TEXT("Something in front of Centrifugo, such as a proxy, wants a login before the "
                     "WebSocket opens. Centrifugo's own token comes later."),
                TEXT("Connect past the proxy, or let it pass {url}.")};
    case 403:
        return {TEXT("The server refused the WebSocket"),
                TEXT("This is not about the token. Centrifugo answers so when an Origin header is "
                     "not in its `allowed_origins`; this program sends none, so a proxy adds one "
                     "or refuses by itself."),
                TEXT("Add the origin to the configuration, or let the proxy pass {url}."),
                "{\"client\": {\"allowed_origins\": [\"http://localhost:3000\"]}}"};
    case 404:
        return {TEXT("There is no WebSocket at this address"),
                TEXT("The path or the port of {url} is wrong, or another program listens there."),
                TEXT("Centrifugo's path is `/connection/websocket`, its port 8000 by default."),
                "CENTRIFUGO_WS_URL=ws://localhost:8000/connection/websocket"};
    case 400:
    case 405:
    case 426:
        return {TEXT("The WebSocket could not be opened"),
                TEXT("The address is not a WebSocket address, or a proxy drops the `Upgrade` "
                     "header."),
                TEXT("Check {url}; a proxy has to pass `Upgrade` and `Connection`.")};
    default:
        return {TEXT("The server did not open a WebSocket"),
                TEXT("Something other than Centrifugo answers at {url}, most often a proxy's or "
                     "web server's page."),
                TEXT("Check the address, and the proxy if there is one.")};
    }
}

Words apiWords(int status)
{
    switch (status) {
    case 401:
        return {TEXT("The server does not accept the API key"),
                TEXT("CENTRIFUGO_API_KEY is not the key of the server at {url}."),
                TEXT("Set CENTRIFUGO_API_KEY to the key that the server has at the place below."),
                "{\"http_api\": {\"key\": \"the same key\"}}"};
    case 403:
        return {TEXT("The server refused the request"),
                TEXT("Centrifugo itself does not answer so: a proxy or firewall protects its API."),
                TEXT("Use the internal address of the API, or let the proxy pass {url}.")};
    case 404:
        return {TEXT("There is no HTTP API at this address"),
                TEXT("The path or the port of {url} is wrong. The API may listen on an internal "
                     "port of its own."),
                TEXT("Centrifugo's path is `/api`, its port 8000 by default."),
                "CENTRIFUGO_API_URL=http://localhost:8000/api"};
    case 413:
        return {TEXT("The message is too large"),
                TEXT("The server or a proxy before it accepts only smaller requests."),
                TEXT("Publish less data, or raise the limit there.")};
    case 400:
    case 405:
        return {TEXT("The server could not read the request"),
                TEXT("Something other than Centrifugo 5 or newer answers at {url}, or a proxy "
                     "changes the request."),
                TEXT("Check the address, and the proxy if there is one.")};
    default:
        return {TEXT("The server did not answer as Centrifugo does"),
                TEXT("Something other than Centrifugo answers at {url}, most often a proxy's or "
                     "web server's page."),
                TEXT("Check the address, and the proxy if there is one.")};
    }
}

Words httpWords(int status, const ExplainedPlace &place)
{
    if (status >= 300 && status < 400) {
        return {TEXT("The address leads elsewhere"),
                TEXT("The server redirects; this is not followed, so that no key goes to a "
                     "stranger. Often `http` should be `https`, or `ws` should be `wss`."),
                TEXT("Set the address that the redirect names.")};
    }
    if (status == 429) {
        return {TEXT("The server asks to slow down"),
                TEXT("More requests came in a short time than the server or a proxy allows."),
                TEXT("Wait, or raise the limit there.")};
    }
    if (status >= 502 && status <= 504) {
        return {TEXT("A proxy answers, but not Centrifugo behind it"),
                TEXT("Centrifugo is not running, or the proxy looks for it at another address."),
                TEXT("Start Centrifugo, and check where the proxy sends {url}.")};
    }
    if (status >= 500) {
        return {TEXT("The server failed internally"),
                TEXT("The server, or a proxy before it, is broken or overloaded."),
                TEXT("Look into the server's log at this time.")};
    }
    return place.isPublish() ? apiWords(status) : upgradeWords(status);
}

Words localWords(int code)
{
    switch (static_cast<LocalError>(code)) {
    case LocalError::Disabled:
        return {TEXT("Publishing is disabled"), TEXT("There is no API key, so nothing was sent."),
                TEXT("Set CENTRIFUGO_API_KEY to the server's key, or start the local server."),
                "export CENTRIFUGO_API_KEY="};
    case LocalError::MissingSecret:
        return {TEXT("There is nothing to connect with"),
                TEXT("There is neither a secret to mint tokens with nor a ready token."),
                TEXT("Set CENTRIFUGO_TOKEN_HMAC_SECRET to the server's secret, or CENTRIFUGO_TOKEN "
                     "to a ready token, or start the local server."),
                "export CENTRIFUGO_TOKEN_HMAC_SECRET="};
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

Words webSocketWords(int code)
{
    if (code == 1009) {
        return {TEXT("A message was too large"),
                TEXT("One side sent more than the other accepts at once. The server accepts 64 KiB "
                     "by default, so too many channels or a very long token may be the reason."),
                TEXT("Watch fewer channels, or raise the limit."),
                "{\"websocket\": {\"message_size_limit\": 1048576}}"};
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

Words timeoutWords(const ExplainedPlace &place)
{
    if (place.isPublish()) {
        return {TEXT("The server did not answer in time"),
                TEXT("The server is overloaded or a firewall swallows what is sent. Whether the "
                     "message was published is not known."),
                TEXT("Watch for the message before you publish it again.")};
    }
    return {TEXT("The server did not answer in time"),
            TEXT("A firewall swallows what is sent, the server is overloaded, or something other "
                 "than Centrifugo listens at {url}."),
            TEXT("Check the address, and whether the server answers from another machine.")};
}

Words layerWords(const Error &error, const ExplainedPlace &place)
{
    switch (error.layer) {
    case ErrorLayer::NameResolution:
        return {TEXT("The host has no address"),
                TEXT("The name in {url} is misspelt, or this machine's DNS or VPN does not know "
                     "it. Names of containers are known only inside Docker."),
                TEXT("Check the name; for a server in Docker on this machine use `localhost`.")};
    case ErrorLayer::Tcp:
        return {TEXT("Nothing listens at the address"),
                TEXT("No server accepts connections at {url}: it is not running, listens on "
                     "another port, or a firewall is between."),
                TEXT("Start the server, or start the local server of this program."),
                "docker compose --profile realtime up -d"};
    case ErrorLayer::Http:
        return httpWords(error.code, place);
    case ErrorLayer::WebSocket:
        return webSocketWords(error.code);
    case ErrorLayer::Timeout:
        return timeoutWords(place);
    case ErrorLayer::Protocol:
        return {TEXT("The answer can't be read"),
                TEXT("Something other than Centrifugo answers at {url}, most often a proxy's or "
                     "web server's page, or plain HTTP meets TLS."),
                TEXT("Check the address, its scheme and port.")};
    case ErrorLayer::Local:
    case ErrorLayer::Server:
    case ErrorLayer::Tls: // has more words of its own
        break;
    }
    return localWords(error.code);
}

#undef TEXT

bool hasUsefulNumber(const Error &error)
{
    return error.layer == ErrorLayer::Http
        || (error.layer == ErrorLayer::WebSocket && error.code != 0);
}

Explanation explainByWords(const Error &error, const ExplainedPlace &place)
{
    const Words words = layerWords(error, place);
    return {place.filled(words.what), place.filled(words.cause), place.filled(words.fix),
            QString::fromLatin1(words.snippet)};
}

} // namespace

Explanation explainLayer(const Error &error, const ExplainedPlace &place)
{
    Explanation explanation =
        error.layer == ErrorLayer::Tls ? explainTls(error, place) : explainByWords(error, place);
    if (hasUsefulNumber(error)) {
        const QString layer =
            error.layer == ErrorLayer::Http ? QStringLiteral("HTTP") : QStringLiteral("WebSocket");
        explanation.title += QStringLiteral(" (%1 %2)").arg(layer).arg(error.code);
    }
    if (!error.message.isEmpty()) {
        explanation.cause += u' ' + peerWords(error.message);
    }
    return explanation;
}

Explanation explainLocalServer(const Error &error, const ExplainedPlace &place)
{
    Explanation explanation;
    explanation.title =
        place.filled(QT_TRANSLATE_NOOP("Explanation", "The local server is not running"));
    explanation.cause = error.message.isEmpty()
        ? place.filled(QT_TRANSLATE_NOOP("Explanation", "It ended or could not be started."))
        : peerWords(error.message);
    explanation.fix = place.filled(
        QT_TRANSLATE_NOOP("Explanation",
                          "Start it again. If it keeps ending, set CENTRIFUGO_WS_URL and the other "
                          "variables to use another server."));
    explanation.willRetry = error.temporary;
    return explanation;
}
