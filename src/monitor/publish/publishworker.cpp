// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/publishworker.h"

#include "monitor/profile/logmask.h"

namespace {

/** Of all that is known, as it may come back in an error: not only the API's own key. */
Centrifuge::PublishResult withoutSecrets(const Centrifuge::PublishResult &result)
{
    if (result) {
        return result;
    }
    Centrifuge::Error error = result.error();
    error.message = maskSecrets(error.message);
    return error;
}

} // namespace

PublishWorker::PublishWorker(const Centrifuge::Clock &clock)
    : m_clock(clock)
{
}

PublishWorker::~PublishWorker() = default;

void PublishWorker::setOptions(const Centrifuge::ServerApiOptions &options)
{
    if (m_api != nullptr && !hasPublishes(m_api)) {
        m_api->deleteLater();
    }
    m_api = new Centrifuge::ServerApi(options, m_clock, this);
}

void PublishWorker::publish(quint64 id, const Centrifuge::PublishRequest &request)
{
    Q_ASSERT(m_api != nullptr);
    Centrifuge::ServerApi *api = m_api;
    ++m_underWay[api];
    const bool started =
        api->publish(request, [this, api, id](const Centrifuge::PublishResult &result) {
            finish(api, id, result);
        });
    if (!started) {
        finish(api, id,
               Centrifuge::Error{Centrifuge::ErrorLayer::Local,
                                 static_cast<int>(Centrifuge::LocalError::Disabled),
                                 tr("Publishing is disabled: CENTRIFUGO_API_KEY is not set."),
                                 false});
    }
}

void PublishWorker::finish(Centrifuge::ServerApi *api, quint64 id,
                           const Centrifuge::PublishResult &result)
{
    if (--m_underWay[api] == 0) {
        m_underWay.remove(api);
        if (api != m_api) {
            api->deleteLater();
        }
    }
    Q_EMIT finished(id, withoutSecrets(result));
}

bool PublishWorker::hasPublishes(const Centrifuge::ServerApi *api) const
{
    return m_underWay.contains(const_cast<Centrifuge::ServerApi *>(api));
}
