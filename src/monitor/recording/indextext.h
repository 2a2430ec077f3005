// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct Entry;

/** Three consecutive characters of a text, with letters folded as in a TextSearch. */
struct Trigram
{
    static constexpr int CharacterBits = 21;

    std::uint64_t characters = 0;

    void appendTo(std::string &text) const;
    bool operator==(const Trigram &) const = default;
};

/** Iterates over the trigrams of a text, without those that contain NUL or invalid UTF-8. */
class TrigramReader
{
public:
    /** Leaves out trigrams with one of the ASCII characters `without`; where there are any, also
     * those with control characters. */
    explicit TrigramReader(std::string_view text, std::string_view without = {})
        : m_rest(text)
        , m_without(without)
    {
    }

    std::optional<Trigram> next();

private:
    char32_t takeCharacter();

    std::string_view m_rest;
    const std::string_view m_without;
    std::uint64_t m_characters = 0;
    int m_count = 0; // behind the last character that can't be used
};

/** The text that the index holds for several entries: each of their trigrams, once. */
class IndexText
{
public:
    /** Trigrams that hardly occur in texts, which mark entries that are too large to be indexed,
     * and entries with JSON strings that may contain escapes. */
    static constexpr std::string_view LargeMark = "\x01\x01\x01";
    static constexpr std::string_view EscapeMark = "\x02\x02\x02";
    static constexpr std::size_t LargestEntry = std::size_t(1) << 20;

    IndexText();

    void add(const Entry &entry);
    const std::string &text() const { return m_text; }
    void clear();

private:
    void addText(std::string_view text);
    bool insert(Trigram trigram);
    void grow();

    std::string m_text;
    std::string m_words;
    std::vector<Trigram> m_known; // a table with open addresses; 0 is free
    std::size_t m_count = 0;
};
