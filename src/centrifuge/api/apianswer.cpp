// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/api/apianswer.h"

#include "centrifuge/codes.h"
#include "centrifuge/tr.h"

namespace Centrifuge {

PaddedJson::PaddedJson(const QByteArray &text, qsizetype size)
    : m_text(text)
    , m_size(size)
{
    constexpr auto Padding = static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
    if (m_text.size() - size + m_text.data_ptr().freeSpaceAtEnd() < Padding) {
        m_text.reserve(size + Padding);
    }
}

simdjson::padded_string_view PaddedJson::view() const
{
    const auto size = static_cast<std::size_t>(m_size);
    return simdjson::padded_string_view(m_text.constData(), size,
                                        size + simdjson::SIMDJSON_PADDING);
}

Error unreadableAnswerError()
{
    return {ErrorLayer::Protocol, 0,
            Tr::tr("The answer is not one of Centrifugo's: is this the address of its HTTP API?"),
            false};
}

Error answerError(const ReplyError &refusal)
{
    if (refusal.code < FirstErrorCode) {
        return unreadableAnswerError();
    }
    return {ErrorLayer::Server, int(refusal.code), refusal.message, refusal.temporary};
}

} // namespace Centrifuge
