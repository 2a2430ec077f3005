// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/commandsender.h"

#include "centrifuge/client/client.h"
#include "centrifuge/client/session.h"
#include "text/jsonscanner.h"

namespace Centrifuge {

CommandSender::CommandSender(const ClientOptions &options)
    : m_options(options)
{
}

Error CommandSender::closedError()
{
    return {ErrorLayer::Local, int(LocalError::Closed),
            Client::tr("There is no connection to the server, or it was lost before the answer."),
            true};
}

void CommandSender::setSession(Session *session)
{
    m_session = session;
    m_access = Access::Closed;
}

void CommandSender::setAccess(Access access)
{
    m_access = access;
}

void CommandSender::queue(Request request, CallHandler handler)
{
    m_session->connection().call(std::move(request), std::move(handler));
}

void CommandSender::flush()
{
    if (m_batches == 0 && m_session != nullptr) {
        m_session->connection().flush();
    }
}

void CommandSender::beginBatch()
{
    ++m_batches;
}

void CommandSender::endBatch()
{
    if (m_batches > 0) {
        --m_batches;
        flush();
    }
}

void CommandSender::call(Request request, const CallHandler &handler)
{
    if (m_access != Access::All) {
        handler(closedError(), {});
        return;
    }
    m_session->connection().call(std::move(request), handler, WhenLost::Fail);
    flush();
}

Outcome CommandSender::send(Request request)
{
    if (m_access != Access::All) {
        return closedError();
    }
    m_session->connection().send(std::move(request));
    flush();
    return success();
}

std::optional<Error> CommandSender::findPayloadFault(const QByteArray &data) const
{
    if (m_options.wireFormat != WireFormat::Json || data.isEmpty()) {
        return std::nullopt;
    }
    const auto fault = Text::findJsonFault(data);
    if (!fault) {
        return std::nullopt;
    }
    return badArgument(Client::tr("The data must be JSON. At byte %1: %2")
                           .arg(QString::number(fault->offset + 1), fault->message));
}

} // namespace Centrifuge
