// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"

namespace Centrifuge {

/** The text wire format: JSON objects, one a line. */
class JsonCodec final : public Codec
{
public:
    QByteArray encode(const Command &command) const override;

private:
    /** Splits at every newline, so it never fails: a broken line is one UndecodableMessage. */
    Outcome split(const QByteArray &frame, const MessageSink &sink,
                  const PlainPublicationSink &plain) const override;
};

} // namespace Centrifuge
