// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec.h"

#include <string>

namespace Centrifuge {

/** Reads the lines of one JSON frame. Holds a copy with the padding that simdjson needs. */
class JsonReader
{
public:
    explicit JsonReader(const QByteArray &frame);

    /**
     * The message in the bytes from `start` to `end`, or nothing when there is only white space.
     * Never fails: what can't be read is an UndecodableMessage.
     */
    std::optional<Message> read(qsizetype start, qsizetype end) const;

private:
    std::string m_padded;
    qsizetype m_size;
};

} // namespace Centrifuge
