// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/indextext.h"

#include "monitor/filter/casefolding.h"
#include "monitor/filter/entrytexts.h"
#include "text/utf8.h"

#include <algorithm>

namespace {

constexpr std::uint64_t CharacterMask = (std::uint64_t(1) << Trigram::CharacterBits) - 1;
constexpr std::uint64_t TrigramMask = (std::uint64_t(1) << 3 * Trigram::CharacterBits) - 1;
constexpr std::size_t FewestPlaces = 4096;

bool hasEscapes(std::string_view json)
{
    return json.find("\\u") != std::string_view::npos;
}

} // namespace

void Trigram::appendTo(std::string &text) const
{
    for (int place = 2; place >= 0; --place) {
        Text::appendUtf8(text, char32_t((characters >> place * CharacterBits) & CharacterMask));
    }
}

/** 0 for one that can't be used. */
char32_t TrigramReader::takeCharacter()
{
    const std::size_t length = Text::utf8Length(m_rest);
    const char32_t character = length == 0 ? 0 : Text::utf8Character(m_rest.substr(0, length));
    m_rest.remove_prefix(std::max<std::size_t>(length, 1));
    const bool isLeftOut = !m_without.empty()
        && (character < 0x20
            || (character < 0x80
                && m_without.find(static_cast<char>(character)) != std::string_view::npos));
    return isLeftOut ? 0 : folded(character);
}

std::optional<Trigram> TrigramReader::next()
{
    while (!m_rest.empty()) {
        const char32_t character = takeCharacter();
        m_count = character == 0 ? 0 : m_count + 1;
        m_characters = ((m_characters << Trigram::CharacterBits) | character) & TrigramMask;
        if (m_count >= 3) {
            return Trigram{m_characters};
        }
    }
    return {};
}

IndexText::IndexText()
    : m_known(FewestPlaces)
{
}

void IndexText::add(const Entry &entry)
{
    if (entry.payload.size() + entry.tags.size() + entry.info.size() > LargestEntry) {
        m_text += LargeMark;
        return;
    }
    anyText(entry, m_words, [this](std::string_view text) {
        addText(text);
        return false;
    });
    if (hasEscapes(entry.payload) || hasEscapes(entry.tags) || hasEscapes(entry.info)) {
        m_text += EscapeMark;
    }
}

void IndexText::clear()
{
    m_text.clear();
    m_known.assign(FewestPlaces, {});
    m_count = 0;
}

void IndexText::addText(std::string_view text)
{
    TrigramReader reader(text);
    while (const std::optional<Trigram> trigram = reader.next()) {
        if (insert(*trigram)) {
            trigram->appendTo(m_text);
        }
    }
}

/** False when it was there. */
bool IndexText::insert(Trigram trigram)
{
    constexpr std::uint64_t Spread = 0x9E3779B97F4A7C15; // a multiplier that mixes all bits upwards
    const std::size_t mask = m_known.size() - 1;
    std::size_t place = ((trigram.characters * Spread) >> 32) & mask;
    while (m_known[place] != Trigram() && m_known[place] != trigram) {
        place = (place + 1) & mask;
    }
    if (m_known[place] == trigram) {
        return false;
    }
    m_known[place] = trigram;
    if (++m_count > m_known.size() / 2) {
        grow();
    }
    return true;
}

void IndexText::grow()
{
    std::vector<Trigram> old(m_known.size() * 2);
    old.swap(m_known);
    m_count = 0;
    for (const Trigram trigram : old) {
        if (trigram != Trigram()) {
            insert(trigram);
        }
    }
}
