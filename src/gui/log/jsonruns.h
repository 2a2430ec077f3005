// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <vector>

/** A part of a line of JSON that is painted in one colour. */
struct JsonRun
{
    enum class Part {
        Frame, ///< brackets, commas, colons and the names of members
        Text, ///< a string
        Number ///< a number, true, false or null
    };

    qsizetype begin = 0;
    qsizetype size = 0;
    Part part = Part::Frame;

    friend bool operator==(const JsonRun &, const JsonRun &) = default;
};

/** The runs of `line` from `begin` on, without a gap. It need not be whole, nor JSON. */
std::vector<JsonRun> jsonRuns(QStringView line, qsizetype begin = 0);
