// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/jsontest.h"
#include "monitor/json/jsonpath.h"

#include <memory>
#include <string_view>

/**
 * Looks values up in JSON texts, on demand: what is not on the way is skipped. A text that is not
 * JSON has no values; one that breaks off has those before the break. One thread.
 */
class JsonFieldReader
{
public:
    JsonFieldReader();
    ~JsonFieldReader();
    JsonFieldReader(JsonFieldReader &&other) noexcept;
    JsonFieldReader &operator=(JsonFieldReader &&other) noexcept;

    /** Whether a value at the path passes; several are there where a key is repeated. */
    bool any(std::string_view json, const JsonPath &path, const JsonTest &test,
             RegularExpression::MatchContext &context);

private:
    struct Private;
    std::unique_ptr<Private> d;
};
