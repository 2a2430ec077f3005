// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/historyreader.h"

#include "centrifuge/codes.h"
#include "monitor/profile/apioptions.h"

using Centrifuge::Error;
using Centrifuge::ErrorLayer;

namespace {

Centrifuge::ServerApiOptions historyOptions(const ConnectionSettings &connection)
{
    Centrifuge::ServerApiOptions options = apiOptions(connection);
    // What is larger is not kept anyway; names and offsets take little.
    options.largestHistory = (qsizetype(connection.limits.publication) + 1) * 1024 * 1024;
    return options;
}

bool isClosed(const Centrifuge::Result<Centrifuge::HistoryResult> &page)
{
    return !page && page.error().layer == ErrorLayer::Local
        && page.error().code == int(Centrifuge::LocalError::Closed);
}

} // namespace

HistoryReader::HistoryReader(Centrifuge::Client &client, const ConnectionSettings &connection,
                             const Centrifuge::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_client(&client)
    , m_connection(connection)
    , m_clock(clock)
{
    connect(&client, &Centrifuge::Client::connecting, this,
            [this](const Centrifuge::StateChange &change) {
                m_wasTooLarge |=
                    change.isFromServer() && change.code == Centrifuge::DisconnectCode::Slow;
            });
    connect(&client, &Centrifuge::Client::errorOccurred, this, [this](const Error &error) {
        m_wasTooLarge |=
            error.layer == ErrorLayer::WebSocket || error.layer == ErrorLayer::Protocol;
    });
}

void HistoryReader::read(const QString &channel, const Centrifuge::HistoryOptions &options,
                         const Handler &handler)
{
    m_waiting.push_back({channel, options, handler});
    readNext();
}

void HistoryReader::readNext()
{
    while (!m_isBusy && !m_waiting.empty()) { // an answer may come at once
        m_isBusy = true;
        const Request request = std::move(m_waiting.front());
        m_waiting.pop_front();
        ask(request);
    }
}

void HistoryReader::ask(const Request &request)
{
    m_wasTooLarge = false;
    if (m_byApi.contains(request.channel) && readByApi(request)) {
        return;
    }
    if (m_client) {
        m_client->history(request.channel, request.options,
                          [this, request](const Page &page) { readAnswer(request, page); });
    }
}

/** What the user may not read, the owner of the API's key may; nor has the API a queue. */
void HistoryReader::readAnswer(const Request &request, const Page &page)
{
    if (!page && Centrifuge::isServerError(page.error(), Centrifuge::ErrorCode::PermissionDenied)) {
        m_byApi.insert(request.channel);
        if (readByApi(request)) {
            return;
        }
    }
    if (isClosed(page) && m_wasTooLarge) {
        const bool isTooLarge = request.options.limit == 1; // alone
        if (isTooLarge && readByApi(request)) {
            m_byApi.insert(request.channel);
            return;
        }
        finish(request,
               Error{ErrorLayer::Server, int(Centrifuge::DisconnectCode::Slow),
                     QStringLiteral("slow"), true});
        return;
    }
    finish(request, page);
}

/** Later: what the page was read from, as large as itself, is gone by then. */
void HistoryReader::finish(const Request &request, const Page &page)
{
    QMetaObject::invokeMethod(
        this, [this, request, page] { deliver(request, page); }, Qt::QueuedConnection);
}

void HistoryReader::deliver(const Request &request, const Page &page)
{
    const QPointer<HistoryReader> alive(this);
    request.handler(page);
    if (alive) {
        m_isBusy = false;
        readNext();
    }
}

/** False when there is no key. */
bool HistoryReader::readByApi(const Request &request)
{
    if (!m_connection.canPublish()) {
        return false;
    }
    if (m_api == nullptr) {
        m_api = new Centrifuge::ServerApi(historyOptions(m_connection), m_clock, this);
    }
    return m_api->history({request.channel, request.options.limit, request.options.since},
                          [this, request](const Page &page) { finish(request, page); });
}
