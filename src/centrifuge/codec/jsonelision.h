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
 * simdjson stores four bytes for each bracket, comma and value of its input, so that a dense
 * payload would need several times its size, although nothing in it is read. Throws simdjson's
 * exception where the line is not JSON, or has more values than any real one.
 *
 * payloadAt() of the same thread finds the payloads while this object exists.
 */
class Elision
{
public:
    /** The line must outlive this object. Small lines are not changed. */
    explicit Elision(QByteArrayView line);
    ~Elision();
    Q_DISABLE_COPY_MOVE(Elision)

    bool isEmpty() const { return m_payloads.empty(); }
    /** The line without its payloads, with simdjson's padding after `size()`. */
    const QByteArray &memory() const { return m_memory; }
    std::size_t size() const { return m_size; }

    /** The payload that `value` replaces; `value` itself where it replaces none. */
    static std::string_view payloadAt(std::string_view value);

private:
    struct Payload
    {
        qsizetype place = 0; ///< in the line without payloads
        std::string_view text;
    };

    QByteArray m_memory;
    std::size_t m_size = 0;
    std::vector<Payload> m_payloads; ///< in order
    const Elision *m_outer = nullptr;
};

} // namespace Centrifuge::Json
