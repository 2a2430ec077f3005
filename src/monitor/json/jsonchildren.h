// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/** A range of a text. */
struct JsonSpan
{
    std::size_t begin = 0;
    std::size_t end = 0;

    std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
    friend bool operator==(const JsonSpan &, const JsonSpan &) = default;
};

/** A member of an object or an element of an array. */
struct JsonChild
{
    JsonSpan key; ///< with its quotes; empty in an array
    JsonSpan value;
};

/**
 * Finds the members or elements of one object or array, in steps of a size that the caller chooses.
 * Deeper values are skipped without recursion, at any depth. It stops where the text stops being
 * JSON. Plain C++, any thread.
 */
class JsonChildren
{
public:
    struct Budget
    {
        std::size_t bytes = 0;
        std::size_t children = 0;
    };

    /** `begin` is the offset of the opening bracket. */
    explicit JsonChildren(std::size_t begin)
        : m_at(begin)
    {
    }

    /** Reads on in `json`, always the same text, and appends the children that are complete. */
    void advance(std::string_view json, const Budget &budget, std::vector<JsonChild> &found);
    bool isDone() const { return m_state == State::Done; }
    /** It ended without the closing bracket. */
    bool isBroken() const { return m_isBroken; }

private:
    enum class State { Open, BeforeChild, Key, BeforeColon, BeforeValue, Value, Done };

    void step(std::string_view json, std::vector<JsonChild> &found);
    void beginChild(char byte);
    void beginValue(char byte);
    void stepKey(char byte);
    void stepValue(char byte, std::vector<JsonChild> &found);
    void stepNested(char byte, std::vector<JsonChild> &found);
    bool stepString(char byte);
    void finishChild(std::size_t end, std::vector<JsonChild> &found);
    void stop(bool isBroken);

    State m_state = State::Open;
    std::size_t m_at;
    JsonChild m_child;
    std::size_t m_depth = 0; ///< of brackets open inside the present value
    bool m_isObject = false;
    bool m_isInString = false;
    bool m_isEscaped = false;
    bool m_isBroken = false;
};

/** All children at once. */
std::vector<JsonChild> jsonChildren(std::string_view json, std::size_t begin = 0);

/** The range of `text` without the white space around it. */
JsonSpan trimmedSpan(std::string_view text);
