// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/requiredliteral.h"

#include "text/utf8.h"

#include <algorithm>
#include <cstddef>

namespace {

bool isAscii(std::string_view text)
{
    return text.size() == 1 && static_cast<unsigned char>(text.front()) < 0x80;
}

bool isLetterOrDigit(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z')
        || (byte >= 'A' && byte <= 'Z');
}

/** Collects the literals on the outermost level of a pattern. */
class Reader
{
public:
    Reader(std::string_view pattern, bool ignoresCase)
        : m_pattern(pattern)
        , m_ignoresCase(ignoresCase)
    {
    }

    std::string longest()
    {
        while (m_at < m_pattern.size()) {
            if (!readPart()) {
                return {};
            }
        }
        endRun();
        return m_longest;
    }

private:
    /** False where the pattern has something that this reader does not know. */
    bool readPart()
    {
        const char byte = m_pattern[m_at];
        if (byte == '|' || byte == ')') {
            return false;
        }
        if (byte == '(') {
            endRun();
            return skipGroup();
        }
        if (byte == '[') {
            endRun();
            return skipClass();
        }
        if (byte == '\\') {
            return readEscape();
        }
        if (byte == '*' || byte == '+' || byte == '?' || isCount()) {
            skipQuantifier();
            return true;
        }
        if (byte == '.' || byte == '^' || byte == '$') {
            endRun();
            ++m_at;
            return true;
        }
        const std::size_t length = Text::utf8Length(m_pattern.substr(m_at));
        addLiteral(m_pattern.substr(m_at, std::max<std::size_t>(length, 1)));
        m_at += std::max<std::size_t>(length, 1);
        return true;
    }

    void addLiteral(std::string_view character)
    {
        // Some letters have a third form outside of ASCII: the Kelvin sign, ſ, the Ångström sign.
        const bool hasOtherCases = m_ignoresCase
            && (!isAscii(character) || character == "k" || character == "K" || character == "s"
                || character == "S");
        if (hasOtherCases) {
            endRun();
            return;
        }
        m_lastLength = character.size();
        m_run += character;
    }

    bool readEscape()
    {
        const std::string_view letter = m_pattern.substr(m_at + 1, 1);
        m_at += 1 + letter.size();
        if (isAscii(letter) && !isLetterOrDigit(letter.front())) {
            addLiteral(letter);
            return true;
        }
        endRun();
        // These stand for themselves; others include or change what follows.
        constexpr std::string_view Alone = "dDwWsSbBhHvVRAzZntrfe";
        return !letter.empty() && Alone.find(letter) != std::string_view::npos;
    }

    /** {2}, {2,} or {2,3}; another brace is literal. */
    bool isCount() const
    {
        const std::size_t end = m_pattern.find_first_not_of("0123456789,", m_at + 1);
        return m_pattern[m_at] == '{' && end != std::string_view::npos && m_pattern[end] == '}'
            && end > m_at + 1;
    }

    void skipQuantifier()
    {
        m_run.resize(m_run.size() - m_lastLength); // the quantifier may repeat it, or leave it out
        endRun();
        m_at = m_pattern[m_at] == '{' ? m_pattern.find('}', m_at) + 1 : m_at + 1;
    }

    bool skipClass()
    {
        // A bracket can also be the first member, or belong to [:alpha:]. Both are rare.
        const std::size_t close = m_pattern.find_first_of("]\\[", m_at + 1);
        if (close == std::string_view::npos || m_pattern[close] != ']' || close < m_at + 2
            || (close == m_at + 2 && m_pattern[m_at + 1] == '^')) {
            return false;
        }
        m_at = close + 1;
        return true;
    }

    bool skipGroup()
    {
        std::size_t depth = 0;
        do {
            const char byte = m_pattern[m_at];
            const bool isSpecial = byte == '(' && m_at + 1 < m_pattern.size()
                && (m_pattern[m_at + 1] == '*'
                    || (m_pattern[m_at + 1] == '?' && m_pattern.substr(m_at + 2, 1) != ":"));
            if (byte == '[' || byte == '\\' || isSpecial) {
                return false;
            }
            depth += byte == '(' ? 1 : 0;
            depth -= byte == ')' ? 1 : 0;
            ++m_at;
        } while (depth > 0 && m_at < m_pattern.size());
        return depth == 0;
    }

    void endRun()
    {
        if (m_run.size() > m_longest.size()) {
            m_longest = m_run;
        }
        m_run.clear();
        m_lastLength = 0;
    }

    const std::string_view m_pattern;
    const bool m_ignoresCase;
    std::size_t m_at = 0;
    std::string m_run;
    std::size_t m_lastLength = 0; // of the last character of the run
    std::string m_longest;
};

} // namespace

std::string requiredLiteral(std::string_view pattern, bool ignoresCase)
{
    return Reader(pattern, ignoresCase).longest();
}
