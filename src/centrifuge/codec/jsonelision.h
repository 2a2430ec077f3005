// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstddef>
#include <string_view>
#include <vector>

namespace Centrifuge::Json {

/**
 * A large line without its payloads: each object or array called `data` is replaced by a number.
 * simdjson notes four bytes for each bracket, comma and value of all it reads, so a dense payload
 * would cost it several times its size, and nothing in it is read. Throws simdjson's exception
 * where the line is no JSON that simdjson would take, or has more values than any real one.
 *
 * While it lives, payloadAt() serves the readers of its thread.
 */
class Elision
{
public:
    /** The line must outlive it. Smaller ones are left as they are. */
    explicit Elision(QByteArrayView line);
    ~Elision();
    Q_DISABLE_COPY_MOVE(Elision)

    bool isEmpty() const { return m_payloads.empty(); }
    /** What is left of the line, with simdjson's padding behind `size()`. */
    const QByteArray &memory() const { return m_memory; }
    std::size_t size() const { return m_size; }

    /** The payload that stood where `value` points to; `value` itself where there was none. */
    static std::string_view payloadAt(std::string_view value);

private:
    struct Payload
    {
        qsizetype place = 0; ///< in what is left
        std::string_view text;
    };

    QByteArray m_memory;
    std::size_t m_size = 0;
    std::vector<Payload> m_payloads; ///< in order
    const Elision *m_outer = nullptr;
};

} // namespace Centrifuge::Json
