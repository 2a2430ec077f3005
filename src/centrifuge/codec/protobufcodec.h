// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"

namespace Centrifuge {

/** The binary wire format: messages with a varint length each, concatenated in a frame. */
class ProtobufCodec final : public Codec
{
public:
    QByteArray encode(const Command &command) const override;

private:
    Outcome split(const QByteArray &frame, const MessageSink &sink,
                  const PlainPublicationSink &plain) const override;
};

} // namespace Centrifuge
