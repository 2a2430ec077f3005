// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of Client that asks the server for something and waits for the answer.

#include "centrifuge/client/client.h"
#include "centrifuge/client/connection.h"
#include "text/jsonscanner.h"

namespace Centrifuge {

namespace {

/** Hands on the kind of result that was asked for. */
template <typename T> CallHandler expecting(ResultHandler<T> handler)
{
    return [handler = std::move(handler)](const CallResult &result, auto) {
        if (!handler) {
            return;
        }
        if (!result) {
            handler(result.error());
        } else if (const T *value = std::get_if<T>(&result.value())) {
            handler(*value);
        } else {
            handler(Error{ErrorLayer::Protocol, 0,
                          Client::tr("The answer is not one to what was asked."), true});
        }
    };
}

} // namespace

Error Client::closedError()
{
    return {ErrorLayer::Local, int(LocalError::Closed),
            tr("There is no connection to the server, or it was lost before the answer."), true};
}

void Client::beginBatch()
{
    ++m_batches;
}

void Client::endBatch()
{
    if (m_batches > 0 && --m_batches == 0 && m_connection != nullptr) {
        m_connection->flush();
    }
}

void Client::flush()
{
    if (m_batches == 0) {
        m_connection->flush();
    }
}

void Client::presence(const QString &channel, const ResultHandler<PresenceResult> &handler)
{
    callServer(PresenceCommand{channel}, expecting(handler));
}

void Client::presenceStats(const QString &channel,
                           const ResultHandler<PresenceStatsResult> &handler)
{
    callServer(PresenceStatsCommand{channel}, expecting(handler));
}

void Client::history(const QString &channel, const HistoryOptions &options,
                     const ResultHandler<HistoryResult> &handler)
{
    callServer(HistoryCommand{channel, options.limit, options.since, options.reverse},
               expecting(handler));
}

void Client::rpc(const QString &method, const QByteArray &data,
                 const ResultHandler<RpcResult> &handler)
{
    if (const auto fault = findPayloadFault(data)) {
        expecting(handler)(*fault, {});
    } else {
        callServer(RpcCommand{method, data}, expecting(handler));
    }
}

void Client::publish(const QString &channel, const QByteArray &data,
                     const ResultHandler<ClientPublishResult> &handler)
{
    if (!m_options.allowPublish) {
        expecting(handler)(localError(LocalError::Disabled,
                                      tr("This client may not publish: that is what the server's "
                                         "API is for.")),
                           {});
    } else if (const auto fault = findPayloadFault(data)) {
        expecting(handler)(*fault, {});
    } else {
        callServer(PublishCommand{channel, data}, expecting(handler));
    }
}

Outcome Client::send(const QByteArray &data)
{
    if (auto fault = findPayloadFault(data)) {
        return *fault;
    }
    if (m_state != State::Connected) {
        return closedError();
    }
    m_connection->tell(SendCommand{data});
    flush();
    return success();
}

void Client::callServer(Request request, CallHandler handler)
{
    if (m_state != State::Connected) {
        handler(closedError(), {});
        return;
    }
    m_connection->call(std::move(request), std::move(handler), WhenLost::Fail);
    flush();
}

/** On the JSON wire a payload that is not JSON would break the whole frame. */
std::optional<Error> Client::findPayloadFault(const QByteArray &data) const
{
    if (m_options.wireFormat != WireFormat::Json || data.isEmpty()) {
        return std::nullopt;
    }
    const auto fault = findJsonFault(data);
    if (!fault) {
        return std::nullopt;
    }
    return badArgument(tr("The data must be JSON. At byte %1: %2")
                           .arg(QString::number(fault->offset + 1), fault->message));
}

} // namespace Centrifuge
