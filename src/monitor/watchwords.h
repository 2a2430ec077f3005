// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

struct WatchRequest;

/** Whose name the rows and the dot carry: the token's where there is a ready one. */
QString userOf(const WatchRequest &request);
/** "connecting as alice" */
QString connectingWords(const WatchRequest &request);
