// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/jsontext.h"

#include <QCoreApplication>

#include <cstring>

namespace Centrifuge {

namespace {

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

bool isHexDigit(char character)
{
    return isDigit(character) || (character >= 'a' && character <= 'f')
        || (character >= 'A' && character <= 'F');
}

/** Walks over one JSON text; the open brackets are a list, so depth costs no stack. */
class Scanner
{
    Q_DECLARE_TR_FUNCTIONS(Centrifuge::JsonText)

public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    std::optional<JsonProblem> run()
    {
        while (!m_problem && m_expected != Expected::End) {
            skipWhiteSpace();
            step();
        }
        skipWhiteSpace();
        if (!m_problem && m_position < m_text.size()) {
            fail(tr("Something follows the JSON value."));
        }
        return m_problem;
    }

private:
    enum class Expected { Value, ValueOrEnd, Key, KeyOrEnd, CommaOrEnd, End };

    char peek() const { return m_position < m_text.size() ? m_text[m_position] : '\0'; }

    void fail(const QString &message)
    {
        if (!m_problem) {
            m_problem = JsonProblem{m_position, message};
        }
    }

    void skipWhiteSpace()
    {
        while (m_position < m_text.size() && std::strchr(" \t\r\n", m_text[m_position])
               && m_text[m_position] != '\0') {
            ++m_position;
        }
    }

    void step()
    {
        const bool mayEnd = m_expected == Expected::ValueOrEnd || m_expected == Expected::KeyOrEnd
            || m_expected == Expected::CommaOrEnd;
        if (mayEnd && peek() == m_open.back()) {
            ++m_position;
            m_open.chop(1);
            finishValue();
        } else if (m_expected == Expected::CommaOrEnd) {
            scanComma();
        } else if (m_expected == Expected::Key || m_expected == Expected::KeyOrEnd) {
            scanKey();
        } else {
            scanValue();
        }
    }

    void finishValue() { m_expected = m_open.isEmpty() ? Expected::End : Expected::CommaOrEnd; }

    void open(char closing, Expected expected)
    {
        ++m_position;
        m_open.append(closing);
        m_expected = expected;
    }

    void scanComma()
    {
        if (peek() != ',') {
            fail(tr("A comma or a closing %1 is missing.").arg(QLatin1Char(m_open.back())));
            return;
        }
        ++m_position;
        m_expected = m_open.back() == '}' ? Expected::Key : Expected::Value;
    }

    void scanKey()
    {
        if (peek() != '"') {
            fail(tr("A name in double quotes is missing."));
            return;
        }
        scanString();
        skipWhiteSpace();
        if (peek() != ':') {
            fail(tr("A colon is missing after the name."));
            return;
        }
        ++m_position;
        m_expected = Expected::Value;
    }

    void scanValue()
    {
        switch (peek()) {
        case '{':
            open('}', Expected::KeyOrEnd);
            return;
        case '[':
            open(']', Expected::ValueOrEnd);
            return;
        case '"':
            scanString();
            break;
        case 't':
            scanWord("true");
            break;
        case 'f':
            scanWord("false");
            break;
        case 'n':
            scanWord("null");
            break;
        default:
            scanNumber();
        }
        finishValue();
    }

    void scanWord(QByteArrayView word)
    {
        if (!m_text.sliced(m_position).startsWith(word)) {
            fail(tr("A value is missing."));
            return;
        }
        m_position += word.size();
    }

    bool skipDigits()
    {
        const qsizetype start = m_position;
        while (isDigit(peek())) {
            ++m_position;
        }
        return m_position > start;
    }

    void scanNumber()
    {
        const qsizetype start = m_position;
        m_position += peek() == '-' ? 1 : 0;
        const bool startsWithZero = peek() == '0';
        const qsizetype digits = m_position;
        if (!skipDigits()) {
            m_position = start;
            fail(tr("A value is missing."));
        } else if (startsWithZero && m_position > digits + 1) {
            m_position = digits;
            fail(tr("A number must not start with a zero."));
        } else {
            scanFraction();
        }
    }

    void scanFraction()
    {
        if (peek() == '.') {
            ++m_position;
            if (!skipDigits()) {
                fail(tr("A digit is missing after the point."));
            }
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_position;
            m_position += peek() == '+' || peek() == '-' ? 1 : 0;
            if (!skipDigits()) {
                fail(tr("A digit is missing in the exponent."));
            }
        }
    }

    void scanString()
    {
        for (++m_position; m_position < m_text.size(); ++m_position) {
            const char character = m_text[m_position];
            if (character == '"') {
                ++m_position;
                return;
            }
            if (static_cast<unsigned char>(character) < 0x20) {
                fail(tr("A control character in a text must be escaped."));
                return;
            }
            if (character == '\\' && !skipEscape()) {
                fail(tr("This escape sequence does not exist."));
                return;
            }
        }
        fail(tr("A closing quote is missing."));
    }

    /** From the backslash to the last character of the sequence. */
    bool skipEscape()
    {
        ++m_position;
        if (peek() != 'u') {
            return peek() != '\0' && std::strchr("\"\\/bfnrt", peek());
        }
        for (int digit = 0; digit < 4; ++digit) {
            ++m_position;
            if (!isHexDigit(peek())) {
                return false;
            }
        }
        return true;
    }

    QByteArrayView m_text;
    qsizetype m_position = 0;
    QByteArray m_open; ///< the closing brackets that are still due
    Expected m_expected = Expected::Value;
    std::optional<JsonProblem> m_problem;
};

} // namespace

std::optional<JsonProblem> findJsonProblem(QByteArrayView text)
{
    if (!text.isValidUtf8()) {
        return JsonProblem{
            0, QCoreApplication::translate("Centrifuge::JsonText", "The text is not valid UTF-8.")};
    }
    return Scanner(text).run();
}

QByteArray toJsonString(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray literal;
    literal.reserve(utf8.size() + 2);
    literal.append('"');
    for (const char character : utf8) {
        if (character == '"' || character == '\\') {
            literal.append('\\').append(character);
        } else if (static_cast<unsigned char>(character) < 0x20) {
            literal.append("\\u00").append(QByteArray(1, character).toHex());
        } else {
            literal.append(character);
        }
    }
    return literal.append('"');
}

} // namespace Centrifuge
