// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/values.h"

/** Whether a publication with these tags passes the filter, as the server decides it. */
bool matchesTags(const Centrifuge::FilterNode &filter, const Centrifuge::Tags &tags);
