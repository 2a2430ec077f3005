// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/jsonvalues.h"
#include "centrifuge/result.h"

#include <QByteArray>

#include <optional>

namespace Centrifuge {

/** The first bytes of a text with the room behind them that simdjson reads; copied only where
 * there is none. */
class PaddedJson
{
public:
    PaddedJson(const QByteArray &text, qsizetype size);
    explicit PaddedJson(const QByteArray &text)
        : PaddedJson(text, text.size())
    {
    }

    simdjson::padded_string_view view() const;

private:
    QByteArray m_text;
    const qsizetype m_size;
};

/** For a body that is no answer of Centrifugo's API. */
Error unreadableAnswerError();
/** For the member `error` of an answer. */
Error answerError(const ReplyError &refusal);

/**
 * The result in the body of an answer with status 200, which may also be an error. `read` makes a
 * T of the value of `result`, and may throw simdjson's exception; this does, too.
 */
template <typename T, typename Read>
Result<T> readApiAnswer(const PaddedJson &body, const Read &read)
{
    std::optional<ReplyError> error;
    std::optional<T> result;
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document = parser.iterate(body.view());
    Json::eachMember(document.get_object(), [&](std::string_view name, Json::value json) {
        if (name == "error") {
            error = Json::readCode<ReplyError>(json.get_object(), "message", &ReplyError::message);
        } else if (name == "result") {
            result = read(json);
        }
    });
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
        return unreadableAnswerError();
    }
    if (error) {
        return answerError(*error);
    }
    return result ? Result<T>(std::move(*result)) : unreadableAnswerError();
}

} // namespace Centrifuge
