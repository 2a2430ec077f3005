// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/api/historymessage.h"

#include "centrifuge/codec/jsonelision.h"
#include "centrifuge/codec/jsonresults.h"
#include "centrifuge/codes.h"
#include "centrifuge/tr.h"
#include "text/jsontext.h"

namespace Centrifuge {

namespace {

Error unreadableHistory()
{
    return {ErrorLayer::Protocol, 0,
            Tr::tr("The answer is not one of Centrifugo's: is this the address of its HTTP API?"),
            false};
}

/** The first bytes of a text with the room behind them that simdjson reads; copied only where
 * there is none. */
class Padded
{
public:
    Padded(const QByteArray &text, qsizetype size)
        : m_text(text)
        , m_size(size)
    {
        constexpr auto Padding = static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
        if (m_text.size() - size + m_text.data_ptr().freeSpaceAtEnd() < Padding) {
            m_text.reserve(size + Padding);
        }
    }
    simdjson::padded_string_view view() const
    {
        const auto size = static_cast<std::size_t>(m_size);
        return simdjson::padded_string_view(m_text.constData(), size,
                                            size + simdjson::SIMDJSON_PADDING);
    }

private:
    QByteArray m_text;
    const qsizetype m_size;
};

} // namespace

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
    std::optional<ReplyResult> error;
    std::optional<ReplyResult> result;
    try {
        const Json::Elision elision(body);
        const Padded padded(elision.isEmpty() ? body : elision.memory(),
                            elision.isEmpty() ? body.size() : qsizetype(elision.size()));
        simdjson::ondemand::parser parser;
        simdjson::ondemand::document document = parser.iterate(padded.view());
        Json::eachMember(document.get_object(), [&](std::string_view name, Json::value json) {
            if (name == "error") {
                error = Json::readResult("error", json);
            } else if (name == "result") {
                result = Json::readResult("history", json);
            }
        });
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
            return unreadableHistory();
        }
    } catch (const simdjson::simdjson_error &) {
        return unreadableHistory();
    }
    if (error) {
        const auto &refusal = std::get<ReplyError>(*error);
        if (refusal.code < FirstErrorCode) {
            return unreadableHistory();
        }
        return Error{ErrorLayer::Server, int(refusal.code), refusal.message, refusal.temporary};
    }
    return result ? Result<HistoryResult>(std::get<HistoryResult>(*result)) : unreadableHistory();
}

} // namespace Centrifuge
