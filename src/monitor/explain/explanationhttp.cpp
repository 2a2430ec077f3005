// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What the explanations say of an HTTP answer in place of a WebSocket or of the API's answer.

#include "monitor/explain/explanationsources.h"

#include <QCoreApplication>

using Centrifuge::Error;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("Explanation", text)

LayerText upgradeText(const Error &error)
{
    switch (error.code) {
    case 401:
        return {TEXT("The address asks for a login"),
                TEXT("Something in front of Centrifugo, such as a proxy, wants a login before the "
                     "WebSocket opens. Centrifugo's own token comes later."),
                TEXT("Connect past the proxy, let it pass {url}, or give its login as the header "
                     "`Authorization` in a profile.")};
    case 403:
        return {TEXT("The server refused the WebSocket"),
                TEXT("This is not about the token. Centrifugo answers so when an Origin header is "
                     "not in its `allowed_origins`; without one in the profile this program sends "
                     "none, so a proxy adds one or refuses by itself."),
                TEXT("Add the origin to the configuration, or let the proxy pass {url}."),
                QStringLiteral("{\"client\": {\"allowed_origins\": [\"http://localhost:3000\"]}}")};
    case 404:
        return {TEXT("There is no WebSocket at this address"),
                TEXT("The path or the port of {url} is wrong, or another program listens there."),
                TEXT("Centrifugo's path is `/connection/websocket`, its port 8000 by default."),
                QStringLiteral("CENTRIFUGO_WS_URL=ws://localhost:8000/connection/websocket")};
    case 400:
    case 405:
    case 426:
        return {TEXT("The WebSocket could not be opened"),
                TEXT("The address is not a WebSocket address, or a proxy drops the `Upgrade` "
                     "header."),
                TEXT("Check {url}; a proxy has to pass `Upgrade` and `Connection`.")};
    default:
        return {TEXT("The server did not open a WebSocket"),
                TEXT("Something other than Centrifugo's WebSocket answers at {url}, most often a "
                     "proxy's or web server's page, or Centrifugo's own admin interface."),
                TEXT("Check the address, and the proxy if there is one.")};
    }
}

LayerText loginText(const Error &error, const ExplanationTemplate &format)
{
    if (error.fromIntermediary) {
        return {TEXT("The address of the API asks for a login"),
                TEXT("Something in front of Centrifugo, such as a proxy, wants a login of its own "
                     "before the API; Centrifugo has not seen the API key."),
                TEXT("Use the internal address of the API, let the proxy pass {url}, or give its "
                     "login as the header `Authorization` in a profile.")};
    }
    if (format.context().withoutApiKey) {
        return {TEXT("The server wants an API key"),
                TEXT("The request carried no key, as was asked for, and the API at {url} asks for "
                     "one."),
                TEXT("Give the key that the server has at the place below; or let the API be used "
                     "without one there, with `insecure` in place of `key`, where nobody else can "
                     "reach it."),
                QStringLiteral("{\"http_api\": {\"key\": \"the same key\"}}")};
    }
    return {TEXT("The server does not accept the API key"),
            TEXT("CENTRIFUGO_API_KEY is not the key of the server at {url}."),
            TEXT("Set CENTRIFUGO_API_KEY to the key that the server has at the place below."),
            QStringLiteral("{\"http_api\": {\"key\": \"the same key\"}}")};
}

LayerText apiText(const Error &error, const ExplanationTemplate &format)
{
    switch (error.code) {
    case 401:
        return loginText(error, format);
    case 403:
        return {TEXT("The server refused the request"),
                TEXT("Centrifugo itself does not answer so: a proxy or firewall protects its API."),
                TEXT("Use the internal address of the API, or let the proxy pass {url}.")};
    case 404:
        return {TEXT("There is no HTTP API at this address"),
                TEXT("The path or the port of {url} is wrong. The API may listen on an internal "
                     "port of its own."),
                TEXT("Centrifugo's path is `/api`, its port 8000 by default."),
                QStringLiteral("CENTRIFUGO_API_URL=http://localhost:8000/api")};
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

/** Centrifugo's own answer above its limits is a bare 503, which a proxy may pass on. */
LayerText unavailableText(const Error &error)
{
    if (!error.fromIntermediary && error.code == 503) {
        return {TEXT("The server takes no more connections at present"),
                TEXT("A limit of the server at {url} is reached: of all its connections "
                     "(`connection_limit`), or of new ones in a second "
                     "(`connection_rate_limit`)."),
                TEXT("Close other connections or wait, or raise the limit; 0 is none."),
                QStringLiteral("{\"client\": {\"connection_limit\": 10000, "
                               "\"connection_rate_limit\": 100}}")};
    }
    return {TEXT("A proxy answers, but not Centrifugo behind it"),
            TEXT("Centrifugo is not running or takes no more connections, or the proxy looks for "
                 "it at another address."),
            TEXT("Start Centrifugo, and check where the proxy sends {url}.")};
}

/** The path is named only where the answer says that it may be wrong. */
bool canBeWrongPath(int status)
{
    return status == 200 || status == 400 || status == 404 || status == 405 || status == 426;
}

} // namespace

LayerText httpText(const Error &error, const ExplanationTemplate &format)
{
    const int status = error.code;
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
        return unavailableText(error);
    }
    if (status >= 500) {
        return {TEXT("The server failed internally"),
                TEXT("The server, or a proxy before it, is broken or overloaded."),
                TEXT("Look into the server's log at this time.")};
    }
    const auto wrongPath = canBeWrongPath(status) ? findWrongPath(format) : std::nullopt;
    if (wrongPath) {
        return *wrongPath;
    }
    return format.isApi() ? apiText(error, format) : upgradeText(error);
}

#undef TEXT
