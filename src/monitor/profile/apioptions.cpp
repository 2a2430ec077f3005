// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/apioptions.h"

#include "monitor/profile/connectionsettings.h"

Centrifuge::ServerApiOptions apiOptions(const ConnectionSettings &connection)
{
    Centrifuge::ServerApiOptions options;
    options.url = connection.apiUrl;
    options.apiKey = connection.apiKey.reveal();
    options.needsKey = !connection.withoutApiKey;
    options.network = connection.network;
    return options;
}
