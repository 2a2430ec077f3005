// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/jsonruns.h"

#include <algorithm>

namespace {

constexpr QStringView FrameCharacters = u"{}[]:, \u2026"; // the last where it is cut

/** Behind the quote that closes the string which begins at `begin`. */
qsizetype endOfQuoted(QStringView line, qsizetype begin)
{
    qsizetype at = begin + 1;
    while (at < line.size() && line[at] != u'"') {
        at += line[at] == u'\\' ? 2 : 1;
    }
    return std::min(at + 1, line.size());
}

qsizetype endOfWord(QStringView line, qsizetype begin)
{
    qsizetype at = begin;
    while (at < line.size() && line[at] != u'"' && !FrameCharacters.contains(line[at])) {
        ++at;
    }
    return at;
}

bool isName(QStringView line, qsizetype end)
{
    while (end < line.size() && line[end] == u' ') {
        ++end;
    }
    return end < line.size() && line[end] == u':';
}

} // namespace

std::vector<JsonRun> jsonRuns(QStringView line, qsizetype begin)
{
    using Part = JsonRun::Part;
    std::vector<JsonRun> runs;
    const auto add = [&runs](qsizetype from, qsizetype end, Part part) {
        if (!runs.empty() && runs.back().part == part) {
            runs.back().size += end - from;
        } else {
            runs.push_back({from, end - from, part});
        }
    };
    qsizetype at = begin;
    while (at < line.size()) {
        const qsizetype from = at;
        if (line[at] == u'"') {
            at = endOfQuoted(line, at);
            add(from, at, isName(line, at) ? Part::Frame : Part::Text);
        } else if (FrameCharacters.contains(line[at])) {
            add(from, ++at, Part::Frame);
        } else {
            at = endOfWord(line, at);
            add(from, at, Part::Number);
        }
    }
    return runs;
}
