// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

struct Entry;
struct MessageLimits;

/** Drops the data of a publication that is larger than the limit; its size stays known, and the log
 * shows "40.0 MB, not kept". */
void limitPublication(Entry &publication, const MessageLimits &limits);
