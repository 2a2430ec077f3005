// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// A base and a delta: the first byte tells how long the base is.

#include "fuzz/codecproperties.h"

#include "centrifuge/codec/fossildelta.h"

namespace {

constexpr qsizetype Limit = 65536;

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const QByteArray input = Fuzz::bytes(data + 1, size - 1);
    const qsizetype baseSize = std::min<qsizetype>(data[0], input.size());
    const Centrifuge::Result<QByteArray> result =
        Centrifuge::applyFossilDelta(input.first(baseSize), input.sliced(baseSize), Limit);
    Fuzz::require(!result || result.value().size() <= Limit);
    return 0;
}
