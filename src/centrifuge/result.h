// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QtGlobal>

#include <utility>
#include <variant>

namespace Centrifuge {

/** A value or the Error that explains why there is none. */
template <typename T> class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_content(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_content(std::in_place_index<1>, std::move(error))
    {
    }

    bool isOk() const { return m_content.index() == 0; }
    explicit operator bool() const { return isOk(); }

    /** The value; only when isOk(). */
    const T &value() const
    {
        Q_ASSERT(isOk());
        return *std::get_if<0>(&m_content);
    }
    T takeValue()
    {
        Q_ASSERT(isOk());
        return std::move(*std::get_if<0>(&m_content));
    }
    /** The error; only when not isOk(). */
    const Error &error() const
    {
        Q_ASSERT(!isOk());
        return *std::get_if<1>(&m_content);
    }

private:
    std::variant<T, Error> m_content;
};

/** The result of an action without a value. */
using Outcome = Result<std::monostate>;
inline Outcome success()
{
    return std::monostate{};
}

} // namespace Centrifuge
