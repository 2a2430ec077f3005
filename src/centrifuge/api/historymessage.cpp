// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/api/historymessage.h"

#include "centrifuge/api/apianswer.h"
#include "centrifuge/codec/jsonelision.h"
#include "centrifuge/codec/jsonresults.h"
#include "text/jsontext.h"

namespace Centrifuge {

QByteArray historyBody(const HistoryRequest &request)
{
    QByteArray body = "{\"channel\":" + Text::toJsonString(request.channel)
        + ",\"limit\":" + QByteArray::number(request.limit);
    if (request.since) {
        body += ",\"since\":{\"offset\":" + QByteArray::number(qulonglong(request.since->offset))
            + ",\"epoch\":" + Text::toJsonString(request.since->epoch) + '}';
    }
    return body + '}';
}

Result<HistoryResult> readHistoryAnswer(const QByteArray &body)
{
    try {
        const Json::Elision elision(body);
        const PaddedJson padded(elision.isEmpty() ? body : elision.memory(),
                                elision.isEmpty() ? body.size() : qsizetype(elision.size()));
        return readApiAnswer<HistoryResult>(padded, [](Json::value json) {
            return std::get<HistoryResult>(*Json::readResult("history", json));
        });
    } catch (const simdjson::simdjson_error &) {
        return unreadableAnswerError();
    }
}

} // namespace Centrifuge
