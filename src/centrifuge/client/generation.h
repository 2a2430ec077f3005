// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

#include <cstdint>
#include <memory>
#include <utility>

namespace Centrifuge {

/** Tells whether a callback is still wanted: what asked for it exists and has not moved on. */
class Generation
{
public:
    Generation(std::weak_ptr<const std::uint64_t> counter, std::uint64_t number)
        : m_counter(std::move(counter))
        , m_number(number)
    {
    }

    bool isCurrent() const
    {
        const auto counter = m_counter.lock();
        return counter && *counter == m_number;
    }

private:
    std::weak_ptr<const std::uint64_t> m_counter;
    std::uint64_t m_number;
};

/** Counts the generations of an object; a member of it, so that none is current after its end. */
class GenerationCounter
{
public:
    GenerationCounter() = default;
    Q_DISABLE_COPY_MOVE(GenerationCounter)

    /** From now on all earlier generations are over. */
    Generation begin() { return {m_number, ++*m_number}; }
    Generation current() const { return {m_number, *m_number}; }

private:
    const std::shared_ptr<std::uint64_t> m_number = std::make_shared<std::uint64_t>(0);
};

} // namespace Centrifuge
