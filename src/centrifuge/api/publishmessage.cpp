// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/api/publishmessage.h"

#include "centrifuge/api/serverapi.h"
#include "centrifuge/codes.h"
#include "centrifuge/tr.h"
#include "text/jsontext.h"

#include <simdjson.h>

#include <limits>
#include <optional>
#include <string_view>

namespace Centrifuge {

namespace {

using simdjson::ondemand::json_type;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

/** The codes that Centrifugo keeps for itself; any gateway may have a body with others. */
constexpr std::uint64_t FirstOwnCode = 100;
constexpr std::uint64_t LastOwnCode = 399;

struct ServerError
{
    std::uint64_t code = 0;
    QString message;
};

struct Answer
{
    std::optional<ServerError> error;
    std::optional<StreamPosition> result;
};

QString toText(value json)
{
    const std::string_view text = json.get_string();
    return QString::fromUtf8(text);
}

ServerError readError(object members)
{
    ServerError error;
    for (auto member : members) {
        const std::string_view name = member.unescaped_key();
        if (name == "code") {
            error.code = member.value().get_uint64();
        } else if (name == "message") {
            error.message = toText(member.value());
        }
    }
    return error;
}

StreamPosition readResult(object members)
{
    StreamPosition position;
    for (auto member : members) {
        const std::string_view name = member.unescaped_key();
        if (name == "offset") {
            position.offset = member.value().get_uint64();
        } else if (name == "epoch") {
            position.epoch = toText(member.value());
        }
    }
    return position;
}

/** Throws simdjson_error for what is not an answer. */
Answer readAnswer(object members)
{
    Answer answer;
    for (auto member : members) {
        const std::string_view name = member.unescaped_key();
        const bool isError = name == "error";
        if (!isError && name != "result") {
            continue;
        }
        value content = member.value();
        if (content.type() == json_type::null) {
            continue;
        }
        if (isError) {
            answer.error = readError(content.get_object());
        } else {
            answer.result = readResult(content.get_object());
        }
    }
    return answer;
}

Error unreadableAnswer()
{
    return {ErrorLayer::Protocol, 0,
            Tr::tr("The answer to the publish is not one of Centrifugo's: is this the address of "
                   "its HTTP API?"),
            false};
}

Error toError(const ServerError &error)
{
    const auto code =
        static_cast<int>(std::min<std::uint64_t>(error.code, std::numeric_limits<int>::max()));
    const bool temporary = code == 100 || code == 111 || code == 113;
    return {ErrorLayer::Server, code, error.message, temporary};
}

} // namespace

QByteArray publishBody(const PublishRequest &request)
{
    QByteArray body =
        "{\"channel\":" + Text::toJsonString(request.channel) + ",\"data\":" + request.data;
    if (!request.tags.isEmpty()) {
        QByteArrayList tags;
        for (auto tag = request.tags.cbegin(); tag != request.tags.cend(); ++tag) {
            tags.append(Text::toJsonString(tag.key()) + ':' + Text::toJsonString(tag.value()));
        }
        body += ",\"tags\":{" + tags.join(',') + '}';
    }
    if (!request.idempotencyKey.isEmpty()) {
        body += ",\"idempotency_key\":" + Text::toJsonString(request.idempotencyKey);
    }
    return body + '}';
}

Error publishRefusal(const Error &error)
{
    Error said = error;
    if (error.layer == ErrorLayer::Server) {
        said.message =
            (mayHaveReachedServer(error) ? Tr::tr("The server failed at the publish: %1.")
                                         : Tr::tr("The server refused the publish: %1."))
                .arg(error.message);
    }
    return said;
}

std::optional<Error> readErrorBody(const QByteArray &body)
{
    try {
        const simdjson::padded_string padded(body.constData(),
                                             static_cast<std::size_t>(body.size()));
        simdjson::ondemand::parser parser;
        simdjson::ondemand::document document = parser.iterate(padded);
        const ServerError error = readError(document.get_object());
        const bool isCentrifugos = error.code >= FirstOwnCode && error.code <= LastOwnCode;
        const bool isAll = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
        return isCentrifugos && isAll ? std::optional(toError(error)) : std::nullopt;
    } catch (const simdjson::simdjson_error &) {
        return std::nullopt;
    }
}

Result<StreamPosition> readPublishAnswer(const QByteArray &body)
{
    try {
        const simdjson::padded_string padded(body.constData(),
                                             static_cast<std::size_t>(body.size()));
        simdjson::ondemand::parser parser;
        simdjson::ondemand::document document = parser.iterate(padded);
        const Answer answer = readAnswer(document.get_object());
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
            return unreadableAnswer();
        }
        if (answer.error && answer.error->code < FirstOwnCode) {
            return unreadableAnswer();
        }
        if (answer.error) {
            return publishRefusal(toError(*answer.error));
        }
        return answer.result ? Result<StreamPosition>(*answer.result) : unreadableAnswer();
    } catch (const simdjson::simdjson_error &) {
        return unreadableAnswer();
    }
}

} // namespace Centrifuge
