// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/textsearch.h"

#include "monitor/filter/casefolding.h"
#include "text/utf8.h"

#include <algorithm>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>

#include <bit>
#endif

namespace {

/** How often a byte is met in JSON and text, roughly: the rarer, the better a probe. */
int commonness(char byte)
{
    constexpr std::string_view Order = "etaoinsr\": ,lhdcu{}0m1pg2f";
    const std::size_t found = Order.find(byte);
    if (found != std::string_view::npos) {
        return 100 - static_cast<int>(found) * 2;
    }
    const bool isText = byte >= 'a' && byte <= 'z';
    return isText ? 30 : static_cast<unsigned char>(byte) >= 0x80 ? 40 : 20;
}

#ifdef __SSE2__
/** One byte of the needle, sixteen times. */
struct Probe
{
    Probe(char byte, char bits)
        : wanted(_mm_set1_epi8(byte))
        , mask(_mm_set1_epi8(bits))
    {
    }

    __m128i at(const char *text) const
    {
        const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text));
        return _mm_cmpeq_epi8(_mm_or_si128(block, mask), wanted);
    }

    __m128i wanted;
    __m128i mask;
};
#endif

} // namespace

TextSearch::TextSearch(std::string_view needle, Case letters)
{
    bool isSimple = true;
    while (!needle.empty()) {
        const std::size_t length = std::max<std::size_t>(Text::utf8Length(needle), 1);
        addUnit(needle.substr(0, length), letters);
        isSimple = isSimple && (length == 1 || m_units.back().count == 1);
        needle.remove_prefix(length);
    }
    if (isSimple) {
        m_units.clear();
    }
    chooseProbes();
}

void TextSearch::addUnit(std::string_view character, Case letters)
{
    std::array<char32_t, 3> spellings = {Text::utf8Character(character)};
    Unit unit;
    unit.length = static_cast<std::uint8_t>(character.size());
    const bool mayFold = letters == Case::Folded
        && (character.size() == 2 || static_cast<unsigned char>(character.front()) < 0x80);
    if (mayFold) {
        const char32_t lower = folded(spellings[0]);
        spellings = {lower, toUpper(lower), lower == Sigma ? FinalSigma : lower};
        unit.count = lower == Sigma ? 3 : spellings[0] == spellings[1] ? 1 : 2;
    }
    std::string bytes(character);
    std::string masks(character.size(), '\0');
    for (std::size_t i = 0; i < unit.count; ++i) {
        std::string spelling(character);
        if (mayFold) {
            spelling.clear();
            Text::appendUtf8(spelling, spellings[i]);
        }
        std::ranges::copy(spelling, unit.spellings[i].begin());
        for (std::size_t j = 0; j < masks.size(); ++j) {
            masks[j] = static_cast<char>(masks[j] | (spelling[j] ^ bytes[j]));
        }
    }
    for (std::size_t j = 0; j < masks.size(); ++j) {
        bytes[j] = static_cast<char>(bytes[j] | masks[j]);
    }
    m_bytes += bytes;
    m_masks += masks;
    m_units.push_back(unit);
}

void TextSearch::chooseProbes()
{
    const auto rank = [this](std::size_t at) { return commonness(m_bytes[at]); };
    for (std::size_t i = 1; i < m_bytes.size(); ++i) {
        if (rank(i) < rank(m_probe)) {
            m_probe = i;
        }
    }
    m_secondProbe = m_probe == 0 ? m_bytes.size() - 1 : 0;
    for (std::size_t i = 0; i < m_bytes.size(); ++i) {
        if (i != m_probe && rank(i) < rank(m_secondProbe)) {
            m_secondProbe = i;
        }
    }
}

bool TextSearch::isAt(const char *text) const
{
    if (m_units.empty()) {
        for (std::size_t i = 0; i < m_bytes.size(); ++i) {
            if (static_cast<char>(text[i] | m_masks[i]) != m_bytes[i]) {
                return false;
            }
        }
        return true;
    }
    for (const Unit &unit : m_units) {
        const auto end = unit.spellings.begin() + unit.count;
        if (std::none_of(unit.spellings.begin(), end, [&](const auto &spelling) {
                return std::memcmp(spelling.data(), text, unit.length) == 0;
            })) {
            return false;
        }
        text += unit.length;
    }
    return true;
}

std::size_t TextSearch::find(std::string_view text, std::size_t from) const
{
    const std::size_t length = m_bytes.size();
    if (length == 0 || from > text.size() || length > text.size() - from) {
        return length == 0 && from <= text.size() ? from : std::string_view::npos;
    }
    const std::size_t starts = text.size() - length + 1;
    std::size_t at = from;
#ifdef __SSE2__
    constexpr std::size_t Width = sizeof(__m128i);
    if (starts - from >= Width) {
        const Probe first(m_bytes[m_probe], m_masks[m_probe]);
        const Probe second(m_bytes[m_secondProbe], m_masks[m_secondProbe]);
        for (; at < starts; at += Width) {
            // The last block overlaps the one before; no byte behind the text is read.
            const std::size_t begin = std::min(at, starts - Width);
            const char *const block = text.data() + begin;
            const __m128i both =
                _mm_and_si128(first.at(block + m_probe), second.at(block + m_secondProbe));
            auto hits = static_cast<unsigned>(_mm_movemask_epi8(both));
            for (; hits != 0; hits &= hits - 1) {
                const auto offset = static_cast<std::size_t>(std::countr_zero(hits));
                if (isAt(block + offset)) {
                    return begin + offset;
                }
            }
        }
        return std::string_view::npos;
    }
#endif
    for (; at < starts; ++at) {
        if (static_cast<char>(text[at + m_probe] | m_masks[m_probe]) == m_bytes[m_probe]
            && isAt(text.data() + at)) {
            return at;
        }
    }
    return std::string_view::npos;
}
