// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/requiredtext.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

class FilterNode;
struct Entry;
struct FilterScratch;

/** What is wrong with the text of a filter, and where: bytes of its UTF-8. */
struct FilterFault
{
    std::size_t offset = 0;
    std::size_t length = 0; ///< 0 where something is missing
    std::string message; ///< a sentence, UTF-8
};

/**
 * A condition over entries, compiled from one line of text; the language is in the user guide.
 * Immutable; copies are cheap and may be used in several threads, each through its own
 * FilterRun. Plain C++.
 */
class Filter
{
public:
    struct Compiled;

    static constexpr std::size_t LongestText = 4096; ///< bytes

    /** Lets everything through. */
    Filter();

    /** Compiles UTF-8 text of at most LongestText bytes and bounded depth. */
    static Compiled compile(std::string_view text);

    /** Lets through what both let through. */
    static Filter both(const Filter &first, const Filter &second);

    bool isEmpty() const { return m_root == nullptr; }
    /** What every entry contains that it lets through. */
    RequiredText requiredText() const;

private:
    friend class FilterRun;
    std::shared_ptr<const ::FilterNode> m_root;
};

struct Filter::Compiled
{
    Filter filter; ///< lets everything through when there is a fault
    std::optional<FilterFault> fault;
};

/** A filter together with the working memory that matching needs. One thread. */
class FilterRun
{
public:
    explicit FilterRun(Filter filter);
    ~FilterRun();
    FilterRun(FilterRun &&other) noexcept;
    FilterRun &operator=(FilterRun &&other) noexcept;

    bool matches(const Entry &entry);

    /** How many matches of a regular expression were given up because they took too many steps;
     * they count as no match. */
    std::size_t givenUp() const;

private:
    Filter m_filter;
    std::unique_ptr<FilterScratch> m_scratch;
};
