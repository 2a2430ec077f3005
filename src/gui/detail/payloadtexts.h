// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/detail/entrydetails.h"

class JsonEdit;
class QWidget;

/**
 * The payload as text, formatted and as received. A large one takes a while to lay out, so that it
 * is shown only once somebody sees it, at first its beginning. Main thread.
 */
class PayloadTexts
{
public:
    /** Of a longer payload the beginning is shown, until all of it is wanted. */
    static constexpr qsizetype ShownAtOnce = qsizetype(64) * 1024;

    /** Both outlive this. */
    PayloadTexts(JsonEdit &formatted, JsonEdit &raw);

    void show(const ShownPayload &payload, bool showsAll);
    /** Call with the page that is to be seen, also after show(). */
    void fill(const QWidget &page);

private:
    void fillFormatted();
    void fillRaw();

    JsonEdit &m_formatted;
    JsonEdit &m_raw;
    ShownPayload m_payload;
    bool m_showsAll = false;
    bool m_isFormattedFilled = false;
    bool m_isRawFilled = false;
};
