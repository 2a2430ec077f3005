// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// A frame of the JSON wire, whatever it holds.

#include "fuzz/codecproperties.h"

#include "centrifuge/codec/jsoncodec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Fuzz::checkDecoding(Centrifuge::JsonCodec(), Fuzz::bytes(data, size));
    return 0;
}
