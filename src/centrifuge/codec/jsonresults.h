// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/jsonvalues.h"

#include <optional>

namespace Centrifuge::Json {

/** The result in the member `name` of a reply, or nothing where that is none we know. */
std::optional<ReplyResult> readResult(std::string_view name, value json);

} // namespace Centrifuge::Json
