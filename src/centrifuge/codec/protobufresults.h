// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/protobufvalues.h"

namespace Centrifuge::Protobuf {

/** The result that stands in the field `kind` (number and wire type) of a Reply; UnknownResult
 * where it is of none we know. */
ReplyResult readResult(std::uint32_t kind, const data_view &content);

} // namespace Centrifuge::Protobuf
