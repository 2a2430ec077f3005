// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/payloaddiff.h"

#include "monitor/json/jsonchildren.h"
#include "monitor/json/jsonpath.h"
#include "text/jsonstring.h"
#include "text/utf8.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace {

std::string_view trimmed(std::string_view text)
{
    return trimmedSpan(text).of(text);
}

std::string keyOf(std::string_view quoted)
{
    const std::string_view inside =
        quoted.substr(1, quoted.size() - std::min<std::size_t>(quoted.size(), 2));
    return Text::unescaped(inside).value_or(std::string(inside));
}

/** Whether the byte at `at` is not the first one of its character. */
bool isInside(std::string_view text, std::size_t at)
{
    return at < text.size() && Text::isContinuation(text[at]);
}

bool isContainer(std::string_view value)
{
    return value.starts_with('{') || value.starts_with('[');
}

/** Two values to compare, and their path. */
struct Pair
{
    std::string_view before; ///< empty for a value that was added
    std::string_view after; ///< empty for a value that was removed
    JsonPath path;
};

class DiffWalk
{
public:
    explicit DiffWalk(const DiffLimits &limits)
        : m_limits(limits)
    {
    }

    PayloadDiff run(std::string_view before, std::string_view after)
    {
        m_left = m_limits.bytes;
        m_open.push_back({before, after, {}});
        while (!m_open.empty()) {
            const Pair pair = std::move(m_open.back());
            m_open.pop_back();
            if (count() >= m_limits.differences || m_left == 0) {
                m_diff.isCut = true;
                break;
            }
            compare(pair);
        }
        m_diff.isStructured = true;
        return std::move(m_diff);
    }

private:
    std::size_t count() const { return m_diff.added + m_diff.removed + m_diff.changed; }

    void compare(const Pair &pair)
    {
        if (pair.before == pair.after) {
            return;
        }
        const bool canOpen = !pair.before.empty() && !pair.after.empty() && isContainer(pair.before)
            && pair.before.front() == pair.after.front() && pair.path.size() < m_limits.depth;
        if (!canOpen) {
            tell(pair);
            return;
        }
        const std::size_t cost = pair.before.size() + pair.after.size();
        m_left -= std::min(m_left, cost);
        std::vector<Pair> inner = pair.before.front() == '{' ? members(pair) : elements(pair);
        // In reverse, so that the first one is taken next.
        std::move(inner.rbegin(), inner.rend(), std::back_inserter(m_open));
    }

    /** Pairs members by key; the n-th of a repeated key with the n-th. */
    std::vector<Pair> members(const Pair &pair) const
    {
        const std::vector<JsonChild> before = jsonChildren(pair.before);
        const std::vector<JsonChild> after = jsonChildren(pair.after);
        std::multimap<std::string, std::string_view> old;
        for (const JsonChild &child : before) {
            old.emplace(keyOf(child.key.of(pair.before)), child.value.of(pair.before));
        }
        std::vector<Pair> pairs;
        for (const JsonChild &child : after) {
            const std::string key = keyOf(child.key.of(pair.after));
            const auto found = old.find(key);
            const bool isNew = found == old.end();
            add(pairs, pair.path, {JsonStep::Kind::Member, key, 0},
                {isNew ? std::string_view() : found->second, child.value.of(pair.after)});
            if (!isNew) {
                old.erase(found);
            }
        }
        for (const auto &[key, value] : old) {
            add(pairs, pair.path, {JsonStep::Kind::Member, key, 0}, {value, {}});
        }
        return pairs;
    }

    /** Pairs equal elements at both ends first, so that an insertion shows as one. */
    std::vector<Pair> elements(const Pair &pair) const
    {
        std::vector<std::string_view> before = values(pair.before);
        std::vector<std::string_view> after = values(pair.after);
        std::size_t begin = 0;
        while (begin < std::min(before.size(), after.size()) && before[begin] == after[begin]) {
            ++begin;
        }
        while (before.size() > begin && after.size() > begin && before.back() == after.back()) {
            before.pop_back();
            after.pop_back();
        }
        std::vector<Pair> pairs;
        for (std::size_t i = begin; i < std::max(before.size(), after.size()); ++i) {
            add(pairs, pair.path, {JsonStep::Kind::Element, {}, i},
                {i < before.size() ? before[i] : std::string_view(),
                 i < after.size() ? after[i] : std::string_view()});
        }
        return pairs;
    }

    static std::vector<std::string_view> values(std::string_view list)
    {
        std::vector<std::string_view> values;
        for (const JsonChild &child : jsonChildren(list)) {
            values.push_back(child.value.of(list));
        }
        return values;
    }

    static void add(std::vector<Pair> &pairs, const JsonPath &path, JsonStep step,
                    const std::pair<std::string_view, std::string_view> &values)
    {
        if (values.first != values.second) {
            Pair inner{values.first, values.second, path};
            inner.path.push_back(std::move(step));
            pairs.push_back(std::move(inner));
        }
    }

    void tell(const Pair &pair)
    {
        const bool isAdded = pair.before.empty();
        const bool isRemoved = pair.after.empty();
        ++(isAdded ? m_diff.added : isRemoved ? m_diff.removed : m_diff.changed);
        m_diff.lines.push_back({DiffLine::Kind::Place, pathText("data", pair.path), 0, 0});
        DiffLine before{DiffLine::Kind::Removed, std::string(cut(pair.before)), 0, 0};
        DiffLine after{DiffLine::Kind::Added, std::string(cut(pair.after)), 0, 0};
        if (!isAdded && !isRemoved) {
            markChange(before, after);
        }
        if (!isAdded) {
            m_diff.lines.push_back(std::move(before));
        }
        if (!isRemoved) {
            m_diff.lines.push_back(std::move(after));
        }
    }

    std::string_view cut(std::string_view value) const
    {
        return value.substr(0, m_limits.textBytes);
    }

    /** Marks what differs between two texts that begin or end alike. */
    static void markChange(DiffLine &before, DiffLine &after)
    {
        const std::size_t shorter = std::min(before.text.size(), after.text.size());
        std::size_t begin = 0;
        while (begin < shorter && before.text[begin] == after.text[begin]) {
            ++begin;
        }
        std::size_t same = 0;
        while (same < shorter - begin
               && before.text[before.text.size() - 1 - same]
                   == after.text[after.text.size() - 1 - same]) {
            ++same;
        }
        // Not within a character.
        while (begin > 0 && (isInside(before.text, begin) || isInside(after.text, begin))) {
            --begin;
        }
        while (same > 0 && isInside(before.text, before.text.size() - same)) {
            --same;
        }
        before.changeBegin = after.changeBegin = begin;
        before.changeEnd = before.text.size() - same;
        after.changeEnd = after.text.size() - same;
    }

    const DiffLimits m_limits;
    PayloadDiff m_diff;
    std::vector<Pair> m_open;
    std::size_t m_left = 0;
};

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (true) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return lines;
        }
        text.remove_prefix(end + 1);
    }
}

/** Leaves equal lines at both ends out, except one each; the old rest comes before the new. */
PayloadDiff compareLines(std::string_view before, std::string_view after, const DiffLimits &limits)
{
    const std::vector<std::string_view> old = linesOf(before);
    const std::vector<std::string_view> now = linesOf(after);
    const std::size_t shorter = std::min(old.size(), now.size());
    std::size_t begin = 0;
    while (begin < shorter && old[begin] == now[begin]) {
        ++begin;
    }
    std::size_t same = 0;
    while (same < shorter - begin && old[old.size() - 1 - same] == now[now.size() - 1 - same]) {
        ++same;
    }
    PayloadDiff diff;
    const auto add = [&](DiffLine::Kind kind, std::string_view text) {
        const std::string_view shown = text.substr(0, limits.textBytes);
        diff.isCut |= diff.lines.size() >= limits.differences;
        if (!diff.isCut) {
            diff.lines.push_back({kind, std::string(shown), 0, 0});
        }
    };
    if (begin > 0) {
        add(DiffLine::Kind::Same, old[begin - 1]);
    }
    for (std::size_t i = begin; i < old.size() - same; ++i) {
        add(DiffLine::Kind::Removed, old[i]);
        ++diff.removed;
    }
    for (std::size_t i = begin; i < now.size() - same; ++i) {
        add(DiffLine::Kind::Added, now[i]);
        ++diff.added;
    }
    if (same > 0) {
        add(DiffLine::Kind::Same, now[now.size() - same]);
    }
    return diff;
}

} // namespace

PayloadDiff comparePayloads(std::string_view before, std::string_view after, bool areJson,
                            const DiffLimits &limits)
{
    if (before == after) {
        PayloadDiff diff;
        diff.hasSameBytes = true;
        diff.isStructured = areJson;
        return diff;
    }
    return areJson ? DiffWalk(limits).run(trimmed(before), trimmed(after))
                   : compareLines(before, after, limits);
}
