// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/historyreader.h"

namespace {

constexpr int PermissionDenied = 103;

Centrifuge::ServerApiOptions apiOptions(const ConnectionSettings &connection)
{
    Centrifuge::ServerApiOptions options;
    options.url = connection.apiUrl;
    options.apiKey = connection.apiKey.reveal();
    options.network = connection.network;
    return options;
}

} // namespace

HistoryReader::HistoryReader(Centrifuge::Client &client, const ConnectionSettings &connection,
                             const Centrifuge::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_client(&client)
    , m_connection(connection)
    , m_clock(clock)
{
}

void HistoryReader::read(const QString &channel, const Centrifuge::HistoryOptions &options,
                         const Handler &handler)
{
    const auto readAnswer = [=, this](const Centrifuge::Result<Centrifuge::HistoryResult> &page) {
        const bool isForbidden = !page && page.error().layer == Centrifuge::ErrorLayer::Server
            && page.error().code == PermissionDenied;
        if (!isForbidden || !readByApi(channel, options, handler)) {
            handler(page);
        }
    };
    if (m_client) {
        m_client->history(channel, options, readAnswer);
    }
}

/** What the user may not read, the owner of the API's key may. False when there is no key. */
bool HistoryReader::readByApi(const QString &channel, const Centrifuge::HistoryOptions &options,
                              const Handler &handler)
{
    if (!m_connection.canPublish()) {
        return false;
    }
    if (m_api == nullptr) {
        m_api = new Centrifuge::ServerApi(apiOptions(m_connection), m_clock, this);
    }
    return m_api->history({channel, options.limit, options.since}, handler);
}
