// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/**
 * Searches texts for one needle, 16 bytes at a time. Folded, the letters of casefolding.h match
 * both of their cases. Immutable once built.
 */
class TextSearch
{
public:
    enum class Case { Folded, Exact };

    explicit TextSearch(std::string_view needle, Case letters = Case::Folded);

    bool isIn(std::string_view text) const { return find(text) != std::string_view::npos; }
    /** Where it begins, at or behind `from`; npos for nowhere. */
    std::size_t find(std::string_view text, std::size_t from = 0) const;
    std::size_t size() const { return m_bytes.size(); }

private:
    /** A character, or one byte of what is not UTF-8, as it may be written. */
    struct Unit
    {
        std::uint8_t length = 1;
        std::uint8_t count = 1;
        std::array<std::array<char, 4>, 3> spellings = {};
    };

    void addUnit(std::string_view character, Case letters);
    void chooseProbes();
    bool isAt(const char *text) const;

    std::vector<Unit> m_units; // empty when comparing m_bytes under m_masks is enough
    std::string m_bytes; // in one of its spellings
    std::string m_masks; // the bits in which spellings differ, set in m_bytes, too
    std::size_t m_probe = 0; // offsets of the two bytes that are compared first
    std::size_t m_secondProbe = 0;
};
