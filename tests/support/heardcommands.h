// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "support/scriptedserver.h"

/** The commands in one frame; by hand, so that a mistake of our codecs can't hide itself. */
QList<HeardCommand> commandsIn(const QByteArray &frame, bool isJson);
