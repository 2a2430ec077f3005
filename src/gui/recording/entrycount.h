// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

/** "1 entry", "1,234 entries". */
QString entryCount(quint64 count);
