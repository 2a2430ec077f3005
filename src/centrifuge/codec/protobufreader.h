// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"

namespace Centrifuge {

/**
 * The content of one `Reply`, without the length in front of it. Never fails: what can't be read is
 * an UndecodableMessage. No bytes is a ping.
 */
Message readProtobufMessage(QByteArrayView bytesOfMessage);
/** Nothing where it is none, or where the message is broken. */
std::optional<PlainPublication> readPlainPublication(QByteArrayView bytesOfMessage);

} // namespace Centrifuge
