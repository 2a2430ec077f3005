// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"

#include <QByteArray>

#include <cstddef>
#include <cstdint>

// What libFuzzer calls with every input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace Fuzz {

QByteArray bytes(const std::uint8_t *data, std::size_t size);

/** Aborts unless `condition` holds, in every build. */
void require(bool condition);

/**
 * Decodes the frame and requires what a client relies on: no more messages than bytes, no payload
 * larger than the frame, and the same again for the same bytes.
 */
void checkDecoding(const Centrifuge::Codec &codec, const QByteArray &frame);

} // namespace Fuzz
