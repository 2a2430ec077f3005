// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/jsonscanner.h"

#include "text/jsonspace.h"
#include "text/utf8.h"
#include "text/views.h"

#include <QCoreApplication>

#include <vector>

namespace Text {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

const char *const NoValue = QT_TRANSLATE_NOOP("JsonScanner", "A value is missing.");
const char *const BadValue = QT_TRANSLATE_NOOP("JsonScanner", "This is no JSON value.");
const char *const NoKey = QT_TRANSLATE_NOOP("JsonScanner", "A key in double quotes is missing.");
const char *const NoColon = QT_TRANSLATE_NOOP("JsonScanner", "A colon is missing after the key.");
const char *const NoObjectEnd =
    QT_TRANSLATE_NOOP("JsonScanner", "A comma or the closing brace is missing.");
const char *const NoArrayEnd =
    QT_TRANSLATE_NOOP("JsonScanner", "A comma or the closing bracket is missing.");
const char *const MoreText = QT_TRANSLATE_NOOP("JsonScanner", "Something follows the value.");
const char *const NoQuote =
    QT_TRANSLATE_NOOP("JsonScanner", "The closing quote of this text is missing.");
const char *const BadEscape =
    QT_TRANSLATE_NOOP("JsonScanner", "There is no such escape; write two backslashes for one.");
const char *const BadUnicode =
    QT_TRANSLATE_NOOP("JsonScanner", "Four hexadecimal digits must follow \\u.");
const char *const RawControl = QT_TRANSLATE_NOOP(
    "JsonScanner", "A control character stands in a text; write it as an escape, such as \\n.");
const char *const NotUtf8 = QT_TRANSLATE_NOOP("JsonScanner", "These bytes are not UTF-8.");
const char *const NoDigit = QT_TRANSLATE_NOOP("JsonScanner", "A digit is missing in this number.");
const char *const LeadingZero =
    QT_TRANSLATE_NOOP("JsonScanner", "A number must not begin with a zero before other digits.");

/** One pass over the text; the open brackets are kept in m_open, not on the stack. */
class Scanner
{
public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    const char *run(); ///< the fault's words, or nullptr
    qsizetype offset() const { return m_at; }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char current() const { return atEnd() ? '\0' : m_text.at(m_at); }
    bool take(char c);
    void skipSpace();
    const char *beginValue();
    const char *afterValue();
    const char *key();
    const char *string();
    const char *escape();
    const char *number();
    const char *digits();
    const char *word(QByteArrayView expected);

    const QByteArrayView m_text;
    qsizetype m_at = 0;
    std::vector<bool> m_open; ///< of what is open: whether it is an object
    bool m_valueNext = true;
};

const char *Scanner::run()
{
    while (true) {
        skipSpace();
        if (!m_valueNext && m_open.empty()) {
            return atEnd() ? nullptr : MoreText;
        }
        const char *fault = m_valueNext ? beginValue() : afterValue();
        if (fault) {
            return fault;
        }
    }
}

bool Scanner::take(char c)
{
    if (atEnd() || m_text.at(m_at) != c) {
        return false;
    }
    ++m_at;
    return true;
}

void Scanner::skipSpace()
{
    while (!atEnd() && isJsonSpace(m_text.at(m_at))) {
        ++m_at;
    }
}

/** Reads a scalar, or opens an object (with its first key) or an array. */
const char *Scanner::beginValue()
{
    if (take('{')) {
        skipSpace();
        m_valueNext = !take('}');
        if (!m_valueNext) {
            return nullptr;
        }
        m_open.push_back(true);
        return key();
    }
    if (take('[')) {
        skipSpace();
        m_valueNext = !take(']');
        if (m_valueNext) {
            m_open.push_back(false);
        }
        return nullptr;
    }
    m_valueNext = false;
    switch (current()) {
    case '"':
        return string();
    case 't':
        return word("true");
    case 'f':
        return word("false");
    case 'n':
        return word("null");
    default:
        break;
    }
    if (current() == '-' || isDigit(current())) {
        return number();
    }
    const bool isMissing = atEnd() || current() == ',' || current() == ']' || current() == '}';
    return isMissing ? NoValue : BadValue;
}

/** Inside an object or array, behind one of its values. */
const char *Scanner::afterValue()
{
    const bool isObject = m_open.back();
    if (take(',')) {
        m_valueNext = true;
        skipSpace();
        return isObject ? key() : nullptr;
    }
    if (take(isObject ? '}' : ']')) {
        m_open.pop_back();
        return nullptr;
    }
    return isObject ? NoObjectEnd : NoArrayEnd;
}

const char *Scanner::key()
{
    if (current() != '"') {
        return NoKey;
    }
    if (const char *fault = string()) {
        return fault;
    }
    skipSpace();
    return take(':') ? nullptr : NoColon;
}

const char *Scanner::string()
{
    ++m_at;
    while (!atEnd()) {
        const char c = m_text.at(m_at);
        if (c == '"') {
            ++m_at;
            return nullptr;
        }
        if (static_cast<unsigned char>(c) < 0x20) {
            return RawControl;
        }
        if (c == '\\') {
            if (const char *fault = escape()) {
                return fault;
            }
            continue;
        }
        const auto length = qsizetype(utf8Length(view(m_text.sliced(m_at))));
        if (length == 0) {
            return NotUtf8;
        }
        m_at += length;
    }
    return NoQuote;
}

const char *Scanner::escape()
{
    if (m_at + 1 >= m_text.size()) {
        m_at = m_text.size();
        return NoQuote;
    }
    const char c = m_text.at(m_at + 1);
    if (c != 'u') {
        const bool isKnown = QByteArrayView("\"\\/bfnrt").contains(c);
        m_at += isKnown ? 2 : 0;
        return isKnown ? nullptr : BadEscape;
    }
    for (qsizetype i = 2; i < 6; ++i) {
        if (m_at + i >= m_text.size() || !isHexDigit(m_text.at(m_at + i))) {
            return BadUnicode;
        }
    }
    m_at += 6;
    return nullptr;
}

const char *Scanner::number()
{
    take('-');
    if (take('0')) {
        if (isDigit(current())) {
            return LeadingZero;
        }
    } else if (const char *fault = digits()) {
        return fault;
    }
    if (take('.')) {
        if (const char *fault = digits()) {
            return fault;
        }
    }
    if (take('e') || take('E')) {
        if (!take('+')) {
            take('-');
        }
        return digits();
    }
    return nullptr;
}

const char *Scanner::digits()
{
    if (!isDigit(current())) {
        return NoDigit;
    }
    while (isDigit(current())) {
        ++m_at;
    }
    return nullptr;
}

const char *Scanner::word(QByteArrayView expected)
{
    if (!m_text.sliced(m_at).startsWith(expected)) {
        return BadValue;
    }
    m_at += expected.size();
    return nullptr;
}

JsonFault faultAt(QByteArrayView text, qsizetype offset, const char *words)
{
    JsonFault fault;
    fault.offset = offset;
    fault.message = QCoreApplication::translate("JsonScanner", words);
    for (qsizetype i = 0; i < offset; ++i) {
        const char c = text.at(i);
        const bool isLineEnd =
            c == '\n' || (c == '\r' && (i + 1 >= offset || text.at(i + 1) != '\n'));
        if (isLineEnd) {
            ++fault.line;
            fault.column = 1;
        } else if (c != '\r' && !isContinuation(c)) {
            ++fault.column;
        }
    }
    return fault;
}

} // namespace

std::optional<JsonFault> findJsonFault(QByteArrayView utf8)
{
    Scanner scanner(utf8);
    if (const char *words = scanner.run()) {
        return faultAt(utf8, scanner.offset(), words);
    }
    return std::nullopt;
}

} // namespace Text
