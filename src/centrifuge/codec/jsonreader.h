// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"

#include <simdjson.h>

#include <optional>

namespace Centrifuge {

namespace Json {
class Elision;
}

/** Reads the lines of one JSON frame, with the padding that simdjson needs. */
class JsonReader
{
public:
    explicit JsonReader(const QByteArray &frame);
    ~JsonReader();
    Q_DISABLE_COPY_MOVE(JsonReader)

    /**
     * The message in the bytes from `start` to `end`, or nothing when there is only white space.
     * Never fails: what can't be read is an UndecodableMessage.
     */
    std::optional<Message> read(qsizetype start, qsizetype end) const;
    /** Nothing where the line holds anything else or is broken. Valid until the next line is read.
     */
    std::optional<PlainPublication> readPlain(qsizetype start, qsizetype end) const;

private:
    QByteArrayView line(qsizetype start, qsizetype end) const;
    simdjson::padded_string_view padded(QByteArrayView line, const Json::Elision &elision) const;

    QByteArray m_padded;
};

} // namespace Centrifuge
