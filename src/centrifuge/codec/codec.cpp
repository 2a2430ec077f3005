// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/codec.h"

#include "centrifuge/codec/jsoncodec.h"
#include "centrifuge/codec/protobufcodec.h"

namespace Centrifuge {

std::unique_ptr<Codec> createCodec(WireFormat format)
{
    if (format == WireFormat::Json) {
        return std::make_unique<JsonCodec>();
    }
    return std::make_unique<ProtobufCodec>();
}

} // namespace Centrifuge
