// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/apiworker.h"

#include "monitor/profile/logmask.h"

using Centrifuge::Result;

ApiWorker::ApiWorker(const Centrifuge::ServerApiOptions &options, const Centrifuge::Clock &clock)
    : m_api(new Centrifuge::ServerApi(options, clock, this))
{
}

void ApiWorker::askPresence(quint64 id, const QString &channel)
{
    m_api->presence(channel, [this, id](const auto &result) { finish(id, result); });
}

void ApiWorker::askChannels(quint64 id, const QString &pattern)
{
    m_api->channels(pattern, [this, id](const auto &result) { finish(id, result); });
}

void ApiWorker::askInfo(quint64 id)
{
    m_api->info([this, id](const auto &result) { finish(id, result); });
}

template <typename T> void ApiWorker::finish(quint64 id, const Result<T> &result)
{
    ApiAnswer answer;
    answer.bytes = m_api->answerSize();
    if (result) {
        answer.content = result.value();
    } else {
        Centrifuge::Error error = result.error();
        error.message = maskSecrets(error.message); // also those that are not of the API
        answer.content = error;
    }
    Q_EMIT answered(id, answer);
}
