// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/payloadtexts.h"

#include "gui/widgets/jsonedit.h"
#include "monitor/json/jsonformatter.h"

#include <utility>

namespace {

constexpr qsizetype PartSize = qsizetype(32) * 1024;
constexpr qsizetype LaidOutUnseen = qsizetype(8) * 1024; ///< bytes

JsonEdit::Language languageOf(const ShownPayload &payload)
{
    return payload.isJson ? JsonEdit::Language::Json : JsonEdit::Language::PlainText;
}

std::function<QByteArray()> formattedParts(const QByteArray &json)
{
    return [json, formatter = JsonFormatter(json)]() mutable { return formatter.next(PartSize); };
}

std::function<QByteArray()> rawParts(const QByteArray &bytes)
{
    return [bytes, at = qsizetype(0)]() mutable {
        const QByteArray part = beginningOf(QByteArrayView(bytes).sliced(at), PartSize);
        at += part.size();
        return part;
    };
}

} // namespace

PayloadTexts::PayloadTexts(JsonEdit &formatted, JsonEdit &raw)
    : m_formatted(formatted)
    , m_raw(raw)
{
}

void PayloadTexts::show(const ShownPayload &payload, bool showsAll)
{
    m_payload = payload;
    m_showsAll = showsAll;
    m_isFormattedFilled = m_isRawFilled = false;
    if (payload.bytes.size() > LaidOutUnseen) {
        m_formatted.clear();
        m_raw.clear();
    } else {
        fillFormatted();
        fillRaw();
    }
}

void PayloadTexts::fill(const QWidget &page)
{
    if (page.isAncestorOf(&m_formatted)) {
        fillFormatted();
    }
    if (page.isAncestorOf(&m_raw)) {
        fillRaw();
    }
}

void PayloadTexts::fillFormatted()
{
    if (std::exchange(m_isFormattedFilled, true)) {
        return;
    }
    const QByteArray &bytes = m_payload.bytes;
    if (m_showsAll) {
        m_formatted.showParts(languageOf(m_payload),
                              m_payload.isJson ? formattedParts(bytes) : rawParts(bytes));
        return;
    }
    const QByteArray shown = beginningOf(bytes, ShownAtOnce);
    m_formatted.showBytes(m_payload.isJson ? formatJson(shown) : shown, languageOf(m_payload));
}

void PayloadTexts::fillRaw()
{
    if (std::exchange(m_isRawFilled, true)) {
        return;
    }
    const QByteArray &bytes = m_payload.bytes;
    const QByteArray shown = m_showsAll ? bytes : beginningOf(bytes, ShownAtOnce);
    if (m_showsAll) {
        m_raw.showParts(languageOf(m_payload), rawParts(shown));
    } else {
        m_raw.showBytes(shown, languageOf(m_payload));
    }
    m_raw.setOriginal(shown);
}
